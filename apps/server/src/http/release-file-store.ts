/** Where the routes get the bytes of releases from, and put them. */
export interface ReleaseFileStore {
  /** Folder below which `pathOf` leads. */
  root: string
  /** Where a file is, relative to `root`; it need not be there. */
  pathOf(sha256: string): string
  /**
   * @param most largest number of bytes accepted
   * @returns false when the file was there already
   * @throws RelevoError `upload-corrupt`, `body-too-large`, `server-full`
   */
  put(sha256: string, body: AsyncIterable<Uint8Array>, most: number): Promise<boolean>
}
