/**
 * Who may import whom, as data (docs/architecture.md draws it). A package sees only packages of a smaller level; packages
 * of one level do not see each other, except the pairs named in `beside`.
 */
export const levels: { readonly [name: string]: number } = {
  errors: 1,
  expressions: 2,
  schema: 3,
  fields: 4,
  calendars: 4,
  forms: 5,
  rules: 5,
  flows: 5,
  reports: 5,
  prints: 5,
  actions: 5,
  connectors: 5,
  store: 5,
  kit: 6,
  runtime: 7,
  server: 8,
  cli: 8,
  testkit: 8,
}

/** The browser's own ladder: ui → fields/react → views → designers → web, with client beside views. */
export const browserLevels: { readonly [name: string]: number } = {
  ui: 1,
  client: 1,
  views: 3,
  designers: 4,
  web: 5,
}

/** Packages that must run in a browser: no Node, no DOM, no database below them. */
export const purePackages: readonly string[] = [
  'errors',
  'expressions',
  'schema',
  'fields',
  'calendars',
  'forms',
  'rules',
  'flows',
  'reports',
  'prints',
  'actions',
  'connectors',
  'kit',
]

/** Third-party modules that only the named packages may import. */
export const reserved: { readonly [module: string]: readonly string[] } = {
  pg: ['store', 'testkit'],
  'pg-cursor': ['store'],
  'pg-copy-streams': ['store'],
  kysely: ['store'],
  nodemailer: ['runtime'],
  // testkit only listens: it stands for systems outside.
  'node:http': ['runtime', 'server', 'testkit'],
  'node:https': ['runtime'],
  'node:net': ['runtime', 'store', 'testkit'],
  'node:tls': ['runtime'],
  'node:dns': ['runtime'],
  'node:dns/promises': ['runtime'],
  'react-dnd': ['designers', 'views', 'web'],
}

/** Folders whose subfolders are extensions, with the list that must name each of them. */
export const extensionFolders: readonly {
  readonly folder: string
  readonly list: string
  readonly role: string
}[] = [
  { folder: 'packages/fields/src', list: 'packages/fields/src/list.ts', role: 'field.ts' },
  { folder: 'packages/flows/src/nodes', list: 'packages/flows/src/nodes/index.ts', role: 'node.ts' },
  { folder: 'packages/actions/src', list: 'packages/actions/src/builtin.ts', role: 'action.ts' },
  { folder: 'packages/reports/src/charts', list: 'packages/reports/src/charts/index.ts', role: 'chart.ts' },
  { folder: 'packages/reports/src/kinds', list: 'packages/reports/src/kinds/index.ts', role: 'kind.ts' },
  { folder: 'packages/prints/src/blocks', list: 'packages/prints/src/blocks/index.ts', role: 'block.ts' },
  { folder: 'packages/connectors/src', list: 'packages/connectors/src/list.ts', role: 'connector.ts' },
]
