// The import rules of docs/architecture.md, each with the sentence that explains it.
/** @type {import('dependency-cruiser').IConfiguration} */
const { features } = require('./shared/platform/features.json')

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

// What a browser may run, and therefore what shared may use; each named here on purpose.
const pureLibraries = ['zod', 'stemmer', 'date-fns', '@date-fns/tz']

// The list of features reads like the life of a challenge: each may use the ones before it, never the ones after.
const order = features
  .slice(0, -1)
  .map((feature, i) =>
    error(
      `order-${feature}`,
      `${feature} comes before these features, so it must not know them: tell them by recording an event.`,
      { path: `^(server|shared)/${feature}/` },
      { path: `^(server|shared)/(${features.slice(i + 1).join('|')})/` },
    ),
  )

module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'Two modules that need each other are one module, or need a third.',
      {},
      { circular: true },
    ),
    error(
      'no-dangling-imports',
      'An import that resolves to nothing hides every other rule.',
      {},
      { couldNotResolve: true },
    ),
    error(
      'shared-is-a-leaf',
      'Everyone agrees with shared; shared knows nobody.',
      { path: '^shared/' },
      { path: '^(server|client|workers|tests)/' },
    ),
    error(
      'shared-is-plain',
      'shared runs in the browser too: zod and the pure libraries named in this file.',
      { path: '^shared/' },
      { path: 'node_modules/', pathNot: `node_modules/(${pureLibraries.join('|')})/` },
    ),
    error(
      'shared-has-no-node',
      'shared runs in the browser too.',
      { path: '^shared/' },
      { dependencyTypes: ['core'] },
    ),
    error(
      'client-sees-shared-only',
      'Anything else would ship server code to a browser.',
      { path: '^client/' },
      { path: '^(server|workers|tests)/' },
    ),
    error(
      'server-does-not-wait-on-workers',
      'Ask with enqueue() or record(); do not call.',
      { path: '^server/' },
      { path: '^(workers|client)/' },
    ),
    error('nobody-imports-tests', 'Test code stays in tests.', { pathNot: '^tests/' }, { path: '^tests/' }),
    error(
      'use-the-front-door',
      "Another feature's server code is reached through its index.ts.",
      { path: '^(server|workers)/([^/]+)/' },
      { path: '^server/[^/]+/', pathNot: ['^server/$2/', '^server/[^/]+/index\\.ts$', '^server/platform/'] },
    ),
    error(
      'workers-keep-to-themselves',
      'One worker feature never calls another: enqueue instead.',
      { path: '^workers/([^/]+)/' },
      { path: '^workers/[^/]+/', pathNot: ['^workers/$1/', '^workers/platform/'] },
    ),
    error(
      'workers-do-not-serve-pages',
      'Pages, routes and sockets belong to the web process, even through a front door.',
      { path: '^workers/' },
      { path: '\\.(routes|pages|api|sockets)\\.ts$', pathNot: '^shared/', reachable: true },
    ),
    error(
      'platform-knows-no-feature',
      // But for two: the browser's table of contents, and the dispatcher, whose very matter is the record of events.
      'Platform is what features stand on.',
      {
        path: '^(server|client|workers|shared)/platform/',
        pathNot: '^(client/platform/main\\.client|workers/platform/(dispatch|runner))\\.ts$',
      },
      { path: '^(server|client|workers|shared)/[^/]+/', pathNot: '/platform/' },
    ),
    error(
      'the-dispatcher-knows-the-record-only',
      'Events come from audit; what they mean is for the features.',
      { path: '^workers/platform/' },
      { path: '^(server|client|workers|shared)/[^/]+/', pathNot: '/(platform|audit)/' },
    ),
    error(
      'models-behind-services',
      'Only a service touches a model (types are fine).',
      { path: '\\.(routes|pages|api|sockets|policy|presenter)\\.ts$' },
      { path: '(\\.model\\.ts$|node_modules/mongoose/)' },
    ),
    error(
      'services-know-no-http',
      'A service must work the same from a page, the API, a socket or a worker.',
      { path: '\\.(service|policy|presenter|model)\\.ts$' },
      { path: 'node_modules/express/' },
    ),
    error(
      'one-queue',
      'bullmq is used in platform only.',
      { path: '^(server|workers)/', pathNot: '^(server|workers)/platform/' },
      { path: 'node_modules/bullmq/' },
    ),
    ...order,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // TypeScript 7 has no compiler API in JavaScript: swc reads the sources.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
