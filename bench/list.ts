import type { Measurement } from './kit/types.ts'

/** A measurement in the overview. Loaded when asked for only, so that none weighs on another's memory. */
export type Listed = {
  readonly name: string
  readonly what: string
  readonly load: () => Promise<{ readonly measurement: Measurement }>
}

/** Every measurement, in the order of the overview. */
export const measurements: readonly Listed[] = [
  { name: 'get', what: 'one record by id, against a prepared select', load: () => import('./get/bench.ts') },
  { name: 'list', what: 'a page of 50 with filter, order and rights', load: () => import('./list/bench.ts') },
  {
    name: 'scale',
    what: 'lists, searches and groups on a table ten times as large',
    load: () => import('./scale/bench.ts'),
  },
  {
    name: 'create',
    what: 'one record of 20 fields, against a bare insert',
    load: () => import('./create/bench.ts'),
  },
  {
    name: 'bulk-create',
    what: 'a thousand records a request, against INSERT … SELECT unnest',
    load: () => import('./bulk-create/bench.ts'),
  },
  {
    name: 'update',
    what: 'two fields of a record, against a bare update',
    load: () => import('./update/bench.ts'),
  },
  {
    name: 'import',
    what: 'a CSV of 20 columns, against COPY and indexes',
    load: () => import('./import/bench.ts'),
  },
  {
    name: 'import-xlsx',
    what: 'an XLSX of 20 columns, against our CSV; and its memory',
    load: () => import('./import-xlsx/bench.ts'),
  },
  {
    name: 'export',
    what: 'every lead as a file, against COPY; and its memory',
    load: () => import('./export/bench.ts'),
  },
  {
    name: 'report',
    what: 'the reports of the CRM, against SQL by hand',
    load: () => import('./report/bench.ts'),
  },
  {
    name: 'crm',
    what: 'every report and list of the CRM over copies of its demo',
    load: () => import('./crm/bench.ts'),
  },
  {
    name: 'expressions',
    what: 'a score of 50 rules, against json-logic-js',
    load: () => import('./expressions/bench.ts'),
  },
  { name: 'rules', what: 'a change decided by a hundred rules', load: () => import('./rules/bench.ts') },
  {
    name: 'approval',
    what: 'a task approved, its run going on to the end, against three statements',
    load: () => import('./approval/bench.ts'),
  },
  {
    name: 'flow',
    what: 'a run of five nodes that waits as a job, against a bare job with the same two writes',
    load: () => import('./flow/bench.ts'),
  },
  {
    name: 'open-runs',
    what: 'starting, deciding, alarms and inboxes with very many open runs, against a thousand',
    load: () => import('./open-runs/bench.ts'),
  },
  {
    name: 'forms',
    what: 'a form of 1,000 fields in a browser, beside three form libraries',
    load: () => import('./forms/bench.ts'),
  },
  {
    name: 'designer',
    what: 'a field dropped on a form of 300 in the designer, taken back and done again',
    load: () => import('./designer/bench.ts'),
  },
  {
    name: 'first-load',
    what: 'what comes over the line until the first list shows',
    load: () => import('./first-load/bench.ts'),
  },
  {
    name: 'start',
    what: 'a second start of the server, and its memory at rest',
    load: () => import('./start/bench.ts'),
  },
  {
    name: 'pdf',
    what: 'quotes and contracts as PDF, against raw pdfmake',
    load: () => import('./pdf/bench.ts'),
  },
]
