/** Chance and cryptography, which rules must not take by themselves. */
export interface Secrets {
  /** 256 random bits in base64url, 43 characters. */
  draw(): string
  /** SHA-256 in hex. */
  digest(text: string): string
  /** Are these digests the same? Takes as long whatever they are. */
  same(a: string, b: string): boolean
}
