import type { RequestClass } from './load.ts'

/** What a request's class hangs on. */
export interface RequestFacts {
  method: string
  /** Without the query. */
  path: string
  /** It comes from somebody with an account, by a cookie that was signed for them or a token that was seen to work. */
  isKnown: boolean
}

interface Rule {
  pattern: RegExp
  class: RequestClass
  /** Only for whoever is not known: people at work may need what others only look at. */
  onlyUnknown?: true
}

/**
 * Whose class is not plain from the method, in the order in which they are tried. Signing in, work on a proposal and
 * all on its way to its deadline, and the operators' own page come last of all.
 */
const rules: readonly Rule[] = [
  { pattern: /^\/(health|status|assets|operations|sign-in|sign-out|reset-password|demo$)/, class: 'vital' },
  { pattern: /^\/(unsubscribe|verify-email|account\/organisation|terms\/accept)/, class: 'vital' },
  { pattern: /^\/(proposals|your-proposals|challenges\/[^/]+\/proposals)(\/|$)/, class: 'vital' },
  { pattern: /^\/api\/v1\/(tokens|operations|proposals|challenges\/[^/]+\/proposals)(\/|$)/, class: 'vital' },
  { pattern: /^\/api\/v1\/openapi\.json$/, class: 'browse' },
  { pattern: /^\/api\/ocds\//, class: 'browse' },
  {
    pattern:
      /^\/(|about|how-it-works|for-[a-z]+|accessibility|privacy|cookies|terms|law|api|advisor|coach|open-data)$/,
    class: 'browse',
  },
  {
    pattern: /^\/(data|resources|evidence|authorities|suppliers|calendars|demo\/mailbox)(\/|$)/,
    class: 'browse',
  },
  {
    pattern:
      /^\/(challenges|(challenges|resources)\.(atom|json-feed)|sitemap\.xml|sitemaps\/\w+\.xml|robots\.txt)$/,
    class: 'browse',
  },
  {
    pattern: /^\/challenges\/[^/]+(\/(questions|versions|dates\.ics).*)?$/,
    class: 'browse',
    onlyUnknown: true,
  },
  {
    pattern: /^\/api\/v1\/(challenges|suppliers|resources|evidence|routes|organisations|authorities)$/,
    class: 'browse',
  },
  { pattern: /^\/api\/v1\/(challenges|suppliers|resources)\/[^/]+$/, class: 'browse', onlyUnknown: true },
]

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** As the router compares paths: letters big or small, with a slash at the end or without. */
const asRouted = (path: string): string => path.toLowerCase().replace(/(?<=.)\/$/, '')

/** What a request is for, as far as turning away goes. */
export function classOf({ method, path, isKnown }: RequestFacts): RequestClass {
  const isReading = safeMethods.has(method)
  const routed = asRouted(path)
  const found = rules.find(({ pattern, onlyUnknown }) => pattern.test(routed) && !(onlyUnknown && isKnown))
  if (found && (found.class === 'vital' || isReading)) return found.class
  return isReading ? 'read' : 'write'
}
