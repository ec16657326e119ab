/** What a caller shows in its `Authorization` header; `undefined` when that is nothing of the kind. */
export function bearerIn(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
}
