import type { Expression } from '@mortise/expressions'
import type {
  FormChange,
  FormDataLink,
  FormDocument,
  FormFieldNode,
  FormNode,
  FormSubtableNode,
} from '@mortise/schema'
import { type Known, type RandomEntity, randomChecks, randomCondition, randomValue } from './random-entity.ts'
import type { Random } from './random.ts'

const v = (name: string): Expression => ({ var: name })

/** Something now and then. */
const maybe = <T>(random: Random, times: number, make: () => T): T | undefined =>
  random.oneIn(times) ? make() : undefined

/** An object without what is undefined. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never
}

/** A filter over choices: over an attribute of options, or over products, by something of the record. */
function randomFilter(random: Random, kind: Known['kind'], known: readonly Known[]): Expression | undefined {
  const numbers = known.filter((one) => one.kind === 'number')
  if (numbers.length === 0) return undefined
  const bound = v(`record.${random.pick(numbers).path}`)
  if (kind === 'choice') return { '<=': [v('rank'), { '??': [bound, 2] }] }
  return kind === 'link' ? { '>=': [v('level'), { '??': [bound, 0] }] } : undefined
}

type Given = { readonly all: readonly Known[]; readonly earlier: readonly Known[]; readonly field: Known }

function fieldNode(random: Random, { all, earlier, field }: Given): FormFieldNode {
  return present({
    type: 'field' as const,
    field: field.path,
    visible: maybe(random, 3, () => randomCondition(random, all)),
    required: maybe(random, 7, () => randomCondition(random, all)),
    requiredEvenHidden: maybe(random, 9, () => true),
    // What is read-only follows what it is filled from, so its condition leans on earlier fields alone.
    readOnly: maybe(random, 3, () => (random.oneIn(3) ? true : randomCondition(random, earlier))),
    optionsFilter: maybe(random, 2, () => randomFilter(random, field.kind, earlier)),
    messages: maybe(random, 6, () => ({ required: { zh: '要填', en: 'needed' }, format: '看不懂' })),
  }) as FormFieldNode
}

function randomChange(random: Random, target: Known, earlier: readonly Known[]): FormChange {
  const own = earlier.filter(({ path }) => !path.includes('.'))
  return {
    when: present({
      changed: [random.pick(own).path, ...random.some(own, 4).map(({ path }) => path)],
      condition: maybe(random, 3, () => randomCondition(random, earlier)),
    }) as FormChange['when'],
    set: { [target.path]: randomValue(random, target.kind, earlier) },
  }
}

const sources: { readonly [kind in Known['kind']]: string } = {
  number: 'price',
  text: 'name',
  boolean: 'active',
  choice: '',
  date: '',
  link: 'id',
}

function randomLink(random: Random, target: Known, earlier: readonly Known[]): FormDataLink | undefined {
  const numbers = earlier.filter(({ kind }) => kind === 'number')
  const links = earlier.filter(({ kind }) => kind === 'link')
  const source = sources[target.kind]
  if (source === '' || numbers.length + links.length === 0) return undefined
  const byLink = links.length > 0 && (numbers.length === 0 || random.oneIn(2))
  return present({
    entity: 'ware',
    filter: byLink
      ? { '==': [v('code'), v(`record.${random.pick(links).path}.code`)] }
      : { '==': [v('level'), v(`record.${random.pick(numbers).path}`)] },
    sort: maybe(random, 2, () => [{ field: 'price', dir: random.pick(['asc', 'desc'] as const) }]),
    fill: { [target.path]: source },
    whenNone: maybe(random, 2, () => random.pick(['clear', 'keep'] as const)),
  }) as FormDataLink
}

function subtableNode(random: Random, entity: RandomEntity): FormSubtableNode {
  const { line, before } = entity
  const parents = before
    .map(({ path, kind }): Known => ({ path: `main.${path}`, kind }))
    .filter(({ kind }) => kind !== 'link')
  const earlierThan = (at: number): readonly Known[] => [...line.slice(0, at), ...parents]
  const columns = line.map(({ path, kind }, at) =>
    present({
      field: path,
      visible: maybe(random, 5, () => randomCondition(random, [...line, ...parents])),
      required: maybe(random, 7, () => randomCondition(random, [...line, ...parents])),
      readOnly: maybe(random, 4, () => (random.oneIn(3) ? true : randomCondition(random, earlierThan(at)))),
      optionsFilter: maybe(random, 2, () => randomFilter(random, kind, earlierThan(at))),
      default: maybe(random, 5, () => randomValue(random, kind, random.oneIn(2) ? [] : parents)),
    }),
  )
  const rules = line.flatMap((target, at) =>
    at > 0 && random.oneIn(4) ? [randomChange(random, target, line.slice(0, at))] : [],
  )
  const links = line.flatMap((target, at) =>
    at > 0 && random.oneIn(5) ? (randomLink(random, target, earlierThan(at)) ?? []) : [],
  )
  return present({
    type: 'subtable' as const,
    field: 'lines',
    columns: random.oneIn(4) ? undefined : columns,
    totals: ['n' as const, { field: 'price', of: random.pick(['avg', 'max', 'count'] as const) }],
    visible: maybe(random, 5, () => randomCondition(random, before)),
    readOnly: maybe(random, 6, () => randomCondition(random, before)),
    minRows: maybe(random, 4, () => 1 + random.below(2)),
    maxRows: maybe(random, 4, () => 2 + random.below(3)),
    canAdd: maybe(random, 5, () => randomCondition(random, before)),
    canDelete: maybe(random, 5, () => randomCondition(random, before)),
    onChange: rules,
    dataLinks: links,
  }) as FormSubtableNode
}

/** Puts nodes into tabs, steps and sections, some of which show by conditions. */
function inParts(random: Random, nodes: readonly FormNode[], known: readonly Known[]): readonly FormNode[] {
  const size = 3 + random.below(4)
  const groups = Array.from({ length: Math.ceil(nodes.length / size) }, (_, at) => ({
    label: `Part ${at}`,
    ...(random.oneIn(3) ? { visible: randomCondition(random, known) } : {}),
    nodes: nodes.slice(at * size, (at + 1) * size),
  }))
  if (random.oneIn(3)) return [{ type: 'tabs', tabs: groups }]
  if (random.oneIn(2)) return [{ type: 'steps', steps: groups }]
  return groups.map((group) => ({ type: 'section', ...group }))
}

/** A made-up form of a made-up entity, with a bit of everything that a form can say. */
export function randomForm(random: Random, entity: RandomEntity): FormDocument {
  const { before, after } = entity
  const all = [...before, ...after]
  const lines: Known = { path: 'total', kind: 'number' }
  const earlier = (at: number): readonly Known[] =>
    at < before.length ? before.slice(0, at) : [...before, lines, ...after.slice(0, at - before.length)]
  const nodes = all.flatMap((field, at): readonly FormNode[] =>
    random.oneIn(6) ? [] : [fieldNode(random, { all, earlier: earlier(at), field })],
  )
  const node = subtableNode(random, entity)
  const placed = random.oneIn(5) ? nodes : [...nodes.slice(0, 4), node, ...nodes.slice(4)]
  const targets = all
    .map((target, at) => ({ target, earlier: earlier(at) }))
    .filter((one) => one.earlier.length > 0)
  return {
    key: 'made',
    entity: entity.entities[0]?.key ?? '',
    purpose: 'edit',
    nodes: inParts(random, placed, all),
    onChange: random
      .some(targets, 4)
      .map(({ target, earlier: known }) => randomChange(random, target, known)),
    dataLinks: random
      .some(targets, 5)
      .flatMap(({ target, earlier: known }) => randomLink(random, target, known) ?? []),
    checks: randomChecks(random, all, 'form'),
  }
}
