import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { filesOf } from '../architecture/project-files.ts'

/** An address that a room answers, with colons for what differs: `/challenges/:id/edit`. */
export interface PageRoute {
  room: string
  path: string
}

interface Stack {
  stack: { route?: { path: string | string[]; methods: Record<string, boolean> } }[]
}

/** What is no page: files and feeds, parts that scripts fetch, and what leads on to another page at once. */
const noPage = new RegExp(
  [
    /\.(pdf|csv|json|json-feed|ics|atom|xml|txt|png)$/,
    /^\/(api|data|releases|records|enquiries|calendars|sitemaps|health|\.well-known)(\/|$)/,
    /\/(progress|queue|unread|newer|similar|html|download|start)$/,
    /\/(attachments|files|papers|documents)\/:\w+$/,
    /^\/(learning\/for\/:rule|resources\/:slug\/file|openapi.json)/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/** Every address of a page, as the routers of the rooms have them, each once. */
export async function pageRoutes(): Promise<PageRoute[]> {
  const found = new Map<string, PageRoute>()
  for (const file of filesOf(['server'], /\.(routes|pages)\.ts$/)) {
    const [, folder = ''] = file.split('/')
    const room = folder.endsWith('.ts') ? 'platform' : folder
    const exported = (await import(pathToFileURL(join(projectRoot, file)).href)) as Record<string, unknown>
    for (const one of Object.values(exported))
      for (const path of pathsOf(one)) if (!noPage.test(path)) found.set(path, { room, path })
  }
  return [...found.values()]
}

/** The addresses that a router answers when they are opened. */
function pathsOf(router: unknown): string[] {
  if (typeof router !== 'function' || !('stack' in router)) return []
  return (router as unknown as Stack).stack.flatMap(({ route }) =>
    route?.methods['get'] ? [route.path].flat() : [],
  )
}

const fixedParts = (path: string): number => path.split('/').filter((part) => !part.startsWith(':')).length

/** The route that an address leads to: of several that fit the one that says the most. */
export function routeOf(address: string, routes: readonly PageRoute[]): PageRoute | undefined {
  const { pathname } = new URL(address, 'http://here')
  return routes
    .filter(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname))
    .sort((a, b) => fixedParts(b.path) - fixedParts(a.path))[0]
}
