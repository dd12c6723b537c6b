import { cnOffice } from '@mortise/calendars'
import { say, type Locale, type LocalizedText } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import type {
  DocumentByKind,
  DocumentKind,
  EntityDocument,
  FlowDocument,
  MailBlockDocument,
  Model,
} from '@mortise/schema'
import { defaultPage } from '@mortise/views'
import { startForm } from '../form/start-form.ts'
import { firstColumns } from '../view/commands.ts'
import { freshId } from '../kit/keys.ts'

/** What a new document is made of: the name a person gave, its key, and the entity it is for. */
export type Start = {
  readonly name: string
  readonly key: string
  readonly entity: string | undefined
  readonly model: Model
  readonly kit: Kit
  readonly locale: Locale
}

type Starter<K extends DocumentKind> = {
  /** Whether it is made for an entity. */
  readonly needsEntity: boolean
  readonly icon: string
  readonly make: (start: Start) => DocumentByKind[K]
}

const head = (prefix: string, { key, name }: Start): { id: string; key: string; label: LocalizedText } => ({
  id: freshId(prefix),
  key,
  label: name,
})

const entityLabel = ({ model, entity, locale }: Start): string =>
  say(model.entity(entity ?? '')?.document.label, locale)

function startFlow(start: Start): FlowDocument {
  return {
    ...head('fl', start),
    schemaVersion: 1,
    entity: start.entity ?? '',
    enabled: true,
    start: { type: 'manual', recall: 'beforeFirstAction', single: true },
    // What people are asked to agree to must stay what it was; the panel can open it.
    lock: { enabled: true },
    title: `${start.name} {{${start.model.entity(start.entity ?? '')?.document.title ?? 'id'}}}`,
    nodes: [
      { id: 'start', type: 'start_event', name: { zh: '发起', en: 'Start' } },
      { id: 'end', type: 'end_event', name: { zh: '结束', en: 'End' } },
    ],
    edges: [{ id: 'e1', source: 'start', target: 'end' }],
  }
}

/** The field whose name says that it holds points, else the first number. */
function scoreField({ model, entity }: Start): string {
  const of = model.entity(entity ?? '')
  const numbers = (of?.fields ?? []).filter(
    ({ key, system }) => !system && of?.scope.find(key)?.type.kind === 'number',
  )
  return (numbers.find(({ key }) => key.includes('score')) ?? numbers[0])?.key ?? ''
}

/** The first state of an entity: a name, and nothing else. */
export function startEntity(start: Start): EntityDocument {
  const text = {
    id: freshId('f'),
    key: 'name',
    type: 'text',
    label: { zh: '名称', en: 'Name' },
    required: true,
  }
  return { ...head('e', start), title: 'name', icon: 'box', bin: true, audit: true, fields: [text] }
}

/** What most mails about a record are made of: whom they greet, what they say, the record's first fields, and the way to it. */
function startMail({ name, model, entity, kit, locale }: Start): readonly MailBlockDocument[] {
  const of = model.entity(entity ?? '')
  const items = (of?.fields ?? [])
    .filter(({ key, system }) => !system && of?.relation(key) === undefined)
    .slice(0, 4)
    .map(({ key }) => key)
  const fresh = (type: string): MailBlockDocument => ({
    ...kit.mailBlocks.find(type)?.starts?.(locale),
    type,
  })
  return [
    { ...fresh('heading'), value: name },
    fresh('text'),
    ...(items.length === 0 ? [] : [{ type: 'fields', items }]),
    fresh('button'),
    { type: 'divider' },
    fresh('signature'),
  ]
}

/** How a document of each kind begins: enough to open its designer. One line each. */
export const starters: { readonly [K in DocumentKind]?: Starter<K> } = {
  entity: { needsEntity: false, icon: 'database', make: startEntity },
  form: {
    needsEntity: true,
    icon: 'layout-template',
    make: (start) => {
      const entity = start.model.entity(start.entity ?? '')
      if (entity === undefined) throw new Error(`no entity ${start.entity}`)
      return { ...startForm(entity, start.kit), ...head('fm', start) }
    },
  },
  view: {
    needsEntity: true,
    icon: 'table-2',
    make: (start) => {
      const entity = start.model.entity(start.entity ?? '')
      const columns = entity === undefined ? [] : firstColumns(entity)
      return { ...head('v', start), entity: start.entity ?? '', type: 'table', columns, sharedWith: 'all' }
    },
  },
  page: {
    needsEntity: true,
    icon: 'layout-dashboard',
    make: (start) => {
      const entity = start.model.entity(start.entity ?? '')
      if (entity === undefined) throw new Error(`no entity ${start.entity}`)
      return { ...defaultPage(start.model, entity), ...head('pg', start) }
    },
  },
  rule: {
    needsEntity: true,
    icon: 'zap',
    make: (start) => ({
      ...head('r', start),
      entity: start.entity ?? '',
      enabled: true,
      phase: 'afterSave',
      trigger: { on: ['create', 'update'], fire: 'whenBecomesTrue' },
      actions: [],
      order: 100,
    }),
  },
  flow: { needsEntity: true, icon: 'workflow', make: startFlow },
  score: {
    needsEntity: true,
    icon: 'gauge',
    make: (start) => ({
      ...head('sc', start),
      entity: start.entity ?? '',
      field: scoreField(start),
      min: 0,
      max: 100,
      rows: [],
    }),
  },
  assignment: {
    needsEntity: true,
    icon: 'user-check',
    make: (start) => ({
      ...head('as', start),
      entity: start.entity ?? '',
      rules: [{ key: 'rule_1', pool: {}, strategy: 'roundRobin' }],
    }),
  },
  table: {
    needsEntity: true,
    icon: 'table-2',
    make: (start) => ({
      ...head('dt', start),
      entity: start.entity ?? '',
      hitPolicy: 'first',
      inputs: [],
      outputs: [],
      rows: [],
    }),
  },
  calendar: {
    needsEntity: false,
    icon: 'calendar-clock',
    make: (start) => ({ ...cnOffice, ...head('ca', start) }),
  },
  report: {
    needsEntity: true,
    icon: 'chart-column',
    make: (start) => ({
      ...head('rp', start),
      source: { entity: start.entity ?? '' },
      dimensions: [],
      measures: [{ key: 'n', label: { zh: `${entityLabel(start)}数`, en: 'Count' }, agg: 'count' }],
    }),
  },
  dashboard: {
    needsEntity: false,
    icon: 'layout-dashboard',
    make: (start) => ({ ...head('d', start), grid: 24, filters: [], widgets: [] }),
  },
  print: {
    needsEntity: true,
    icon: 'printer',
    make: (start) => ({
      ...head('pr', start),
      entity: start.entity ?? '',
      page: { size: 'A4', orientation: 'portrait', margins: [40, 60, 40, 50] },
      body: [{ type: 'text', value: start.name }],
    }),
  },
  mail: {
    needsEntity: true,
    icon: 'mail',
    make: (start) => ({
      ...head('ml', start),
      entity: start.entity ?? '',
      subject: start.name,
      blocks: startMail(start),
    }),
  },
  role: { needsEntity: false, icon: 'shield', make: (start) => ({ ...head('ro', start), entities: {} }) },
}

/** Kinds that can be made here, in order. */
export const designedKinds: readonly DocumentKind[] = Object.keys(starters) as DocumentKind[]
