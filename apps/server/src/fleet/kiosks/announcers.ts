/** So many nodes are remembered; of a house with more, the ones that were heard first. */
const MOST_NODES = 5_000

/** Who has shown what to Home Assistant, by the node in the topic of its discovery: `<prefix>/<component>/<node>/<what>/config`. */
export interface Announcers {
  /** @param from client id of who sent it, where the broker tells */
  note(topic: string, from: string | undefined): void
  /** Has somebody else than the client of this id shown something under it? Whoever was first has it. */
  isOfAnother(clientId: string): boolean
}

/** In memory: configs are retained, and said again by whoever comes back. */
export function createAnnouncers(discovery: string): Announcers {
  const first = new Map<string, string | undefined>()
  return {
    note(topic, from) {
      if (!topic.startsWith(`${discovery}/`)) return
      const [, node] = topic.slice(discovery.length + 1).split('/')
      if (node !== undefined && !first.has(node) && first.size < MOST_NODES) first.set(node, from)
    },
    isOfAnother: (clientId) => first.has(clientId) && first.get(clientId) !== clientId,
  }
}
