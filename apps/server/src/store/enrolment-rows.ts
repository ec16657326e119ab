import type { EnrolmentCode } from '../fleet/enrolment/code.ts'
import type { Credential, CredentialKind } from '../fleet/enrolment/credential.ts'
import type { CredentialRow, EnrolmentCodeRow } from './tables.ts'

export function toCredential(row: CredentialRow): Credential {
  return {
    id: row.id,
    kind: row.kind as CredentialKind,
    name: row.name,
    hash: row.hash,
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}

export function fromCredential({ id, kind, name, hash, ...credential }: Credential): CredentialRow {
  return {
    id,
    kind,
    name,
    hash,
    created_at: credential.createdAt,
    created_by: credential.createdBy,
    last_used_at: credential.lastUsedAt ?? null,
    revoked_at: credential.revokedAt ?? null,
  }
}

export function toCode(row: EnrolmentCodeRow): EnrolmentCode {
  return {
    id: row.id,
    hash: row.hash,
    ...(row.tablet !== null && { tablet: row.tablet }),
    uses: row.uses,
    used: row.used,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
  }
}

export function fromCode({ id, hash, tablet, uses, used, ...code }: EnrolmentCode): EnrolmentCodeRow {
  return {
    id,
    hash,
    tablet: tablet ?? null,
    uses,
    used,
    created_at: code.createdAt,
    created_by: code.createdBy,
    expires_at: code.expiresAt,
    withdrawn_at: code.withdrawnAt ?? null,
  }
}
