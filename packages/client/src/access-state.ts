/**
 * How a tablet stands with its server: `open`, nobody has to sign in; `enrolled`, it signs in and is heard; `wanted`, it
 * has to enrol, gets releases like anybody and is not heard; `enrolling`.
 */
export type Access = 'open' | 'enrolled' | 'wanted' | 'enrolling'

/** What is shown of it: never the secret itself. `refusal` is why the last enrolment came to nothing, as an error code. */
export interface AccessState {
  readonly access: Access | undefined
  readonly refusal: string | undefined
}
