/**
 * Who may import whom (docs/architecture.md). dependency-cruiser sees a copy of the sources made by
 * server/cli/directions.mjs: `x.ts` is `x.ts.js` there, a browser file (`'use client'`) `x.tsx.client.js`, a type-only
 * import is a `require`, and tests are left out.
 */
const typeOnly = ['require']

/** Files without input or output, which server and screens share. */
const pure = [
  '/schema[.]ts[.]js$',
  '^server/actions/transitions[.]ts',
  '^server/auth/(actor|credentials|demo-accounts|permissions)[.]ts',
  '^server/features/.+-states[.]ts',
  '^server/(csv|db/storable-text)[.]ts',
  '^server/features/alerts/kinds[.]ts',
  '^server/features/cases/(claim-times|one-by-one)[.]ts',
  '^server/features/desk/(fill-template|localised|preset-input)[.]ts',
  '^server/features/insights/measures[.]ts',
  '^server/features/invites/qr[.]ts',
  '^server/features/reporters/visitor[.]ts',
]

/** Helpers that live beside the tests they serve. */
const testHelpers = ['^server/testing/', '^server/.*/(test|scripted)-[^/]+[.]ts']

/** What runs by itself or is read by a tool. */
const entries = [
  '^app/.*(?<=/)(page|layout|template|loading|error|global-error|not-found|forbidden|route|default|icon|manifest)[.]tsx?[.]',
  '^(proxy|instrumentation|instrumentation-client)[.]ts',
  // Put in the place of a package's own by next.config.mjs.
  '^app/_i18n/format-message[.]ts',
  '^(next|postcss|tailwind|vitest|playwright|prisma)[.]config[.]',
  '^[.]dependency-cruiser[.]mjs',
  '^server/[^/]+/main[.]ts',
  '^server/cli/(start|check|generate|test|shots|one-process|migrate|steward)[.](mjs|ts)',
  ...testHelpers,
  '^server/sandbox/conformance/',
  '^prisma/(engine|seed)',
  '^(bench|e2e)/',
  '[.]d[.]ts[.]js$',
]

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid(
      'no-circular',
      'Modules do not import each other in a circle.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
    ),
    forbid(
      'no-unused',
      'Every file is reached from something that runs.',
      { path: entries },
      { path: '^(app|components|server)/', pathNot: entries, reachable: false },
    ),
    forbid(
      'components-stand-alone',
      'components/ takes from the server nothing but pure schemas; types are free.',
      { path: '^components/' },
      { path: '^(app|server)/', pathNot: pure, dependencyTypesNot: typeOnly },
    ),
    forbid(
      'screens-take-schemas',
      'What runs in the browser takes from the server nothing but pure schemas; types are free.',
      { path: '[.]client[.]js$' },
      { path: '^server/', pathNot: pure, dependencyTypesNot: typeOnly },
    ),
    forbid(
      'pure-stays-pure',
      'A file that browsers share imports no file they do not share.',
      { path: pure },
      { path: '^(app|components|server)/', pathNot: pure, dependencyTypesNot: typeOnly },
    ),
    forbid(
      'server-knows-no-screen',
      'The server knows no page.',
      { path: '^server/' },
      { path: '^(app|components)/' },
    ),
    forbid(
      'openim-knows-no-feature',
      'The OpenIM client knows nothing of what it is used for.',
      { path: '^server/openim/', pathNot: testHelpers },
      {
        path: '^server/(actions|audit|auth|cli|features|gate|jobs|live|sandbox|testing|trpc)/|^server/env[.]ts',
      },
    ),
    forbid(
      'sandbox-stands-alone',
      'The stand-in for OpenIM knows nothing of the rest.',
      { path: '^server/sandbox/' },
      { path: '^(app|components|server|bench|e2e)/', pathNot: '^server/sandbox/' },
    ),
    forbid(
      'sandbox-is-no-part',
      'The product does not know that it may talk to a stand-in.',
      { path: '^(app|components|server)/', pathNot: ['^server/sandbox/', ...testHelpers] },
      { path: '^server/sandbox/' },
    ),
    forbid(
      'lower-layers',
      'Storage and audit know nothing of what is built on them.',
      { path: '^server/(db|redis|audit)/' },
      { path: '^server/(actions|cli|features|gate|jobs|live|testing|trpc)/', pathNot: pure },
    ),
    forbid(
      'actions-know-no-feature',
      'The ledger carries out actions without knowing the pages and lists made of them.',
      { path: '^server/actions/', pathNot: '/router[.]ts' },
      { path: '^server/(cli|features|gate|live|testing|trpc)/', pathNot: pure, dependencyTypesNot: typeOnly },
    ),
    forbid(
      'routers-do-no-work',
      'A router names input and permission and calls a function; that one talks to stores and OpenIM.',
      { path: '^server/(actions|auth|features|live)/.*router[.]ts' },
      { path: '^server/(db|redis|openim)/', dependencyTypesNot: typeOnly },
    ),
    forbid(
      'launcher-is-outside',
      'Nothing in the product needs the launcher.',
      { path: '^(app|components|server)/', pathNot: ['^server/cli/', ...testHelpers] },
      { path: '^server/cli/' },
    ),
    forbid(
      'testing-is-outside',
      'Test helpers are for tests and benches, and for what starts those.',
      { path: '^(app|components|server)/', pathNot: ['^server/cli/', ...testHelpers] },
      { path: '^server/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts.js', '.tsx.js', '.ts.client.js', '.tsx.client.js', '.mjs', '.js', '.json'],
    },
  },
}
