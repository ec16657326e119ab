import { computed, signal } from '@preact/signals'

/** As many rows as there are at first, and as come with each `more`. */
export const PORTION = 20

/** Which deployments are listed; an empty word lets all through. */
export const filter = signal({ environment: '', status: '' })

/** How many of them are listed. */
export const wantedRows = signal(PORTION)

/** Where the API has them. */
export const deploymentQuery = computed(() => {
  const chosen = Object.entries(filter.value).filter(([, word]) => word !== '')
  const query = new URLSearchParams(chosen)
  return chosen.length === 0 ? 'deployments' : `deployments?${query}`
})
