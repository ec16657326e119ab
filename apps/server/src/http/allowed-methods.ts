import type { FastifyInstance } from 'fastify'

/** The methods a path has, so that a wrong one can be told from a wrong address. */
export type MethodsOf = (path: string) => string[]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes what no other route took: its methods say nothing about its path. */
    catchAll?: boolean
  }
}

interface Route {
  segments: string[]
  methods: string[]
}

/** Notes the methods of every route that is added from now on; catch-alls are left out. */
export function watchMethods(app: Pick<FastifyInstance, 'addHook'>): MethodsOf {
  const routes: Route[] = []
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!url.endsWith('*') && !config?.catchAll) routes.push({ segments: url.split('/'), methods: [method].flat() })
  })
  return (path) => {
    const segments = path.split('/')
    return [...new Set(routes.filter((route) => fits(route, segments)).flatMap(({ methods }) => methods))].sort()
  }
}

function fits(route: Route, segments: readonly string[]): boolean {
  if (route.segments.length !== segments.length) return false
  return route.segments.every((segment, i) => (segment.startsWith(':') ? segments[i] !== '' : segment === segments[i]))
}
