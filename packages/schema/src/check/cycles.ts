import type { ErrorDetail } from '@mortise/errors'
import { problem } from '../errors.ts'
import { fileOf } from '../files/names.ts'
import type { EntityModel, Model } from '../model/model.ts'
import { visitDocument } from '../slots/visit.ts'
import type { ModelChecks } from './types.ts'
import { referencesOf } from '../names/references.ts'

/** Computed fields by name (`deal.total`) with the names they are worked out from. */
type Graph = ReadonlyMap<string, readonly string[]>

type Computed = { readonly entity: EntityModel; readonly index: number }

function computedFields(model: Model, checks: ModelChecks): ReadonlyMap<string, Computed> {
  const types = new Set(checks.extensions.fields.filter((one) => one.computed).map((one) => one.type))
  return new Map(
    model.entities.flatMap((entity) =>
      entity.document.fields.flatMap((field, index) =>
        types.has(field.type) ? [[`${entity.key}.${field.key}`, { entity, index }] as const] : [],
      ),
    ),
  )
}

function buildGraph(model: Model, checks: ModelChecks, computed: ReadonlyMap<string, Computed>): Graph {
  const edges = new Map<string, string[]>()
  for (const entity of model.entities) {
    for (const visit of visitDocument(model, checks.extensions, {
      kind: 'entity',
      document: entity.document,
    })) {
      const [list, index, part] = visit.parts
      const field =
        list === 'fields' && part === 'settings' ? entity.document.fields[Number(index)] : undefined
      const name = `${entity.key}.${field?.key ?? ''}`
      if (!computed.has(name)) continue
      const needs = referencesOf(visit, checks)
        .filter((one) => one.field !== undefined)
        .map((one) => `${one.key}.${one.field}`)
      edges.set(name, [...(edges.get(name) ?? []), ...needs.filter((one) => computed.has(one))])
    }
  }
  return edges
}

/** The first circle found from each field, each circle once. */
function findCircles(graph: Graph): readonly (readonly string[])[] {
  const done = new Set<string>()
  const circles: string[][] = []
  const visit = (name: string, way: readonly string[]): void => {
    const seen = way.indexOf(name)
    if (seen >= 0) circles.push([...way.slice(seen), name])
    if (seen >= 0 || done.has(name)) return
    for (const next of graph.get(name) ?? []) visit(next, [...way, name])
    done.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
  return circles
}

/** Computed fields that lean on themselves, with the way round named. */
export function checkCycles(model: Model, checks: ModelChecks): readonly ErrorDetail[] {
  const computed = computedFields(model, checks)
  return findCircles(buildGraph(model, checks, computed)).map((circle) => {
    const first = computed.get(circle[0] ?? '')
    const file = first === undefined ? undefined : fileOf('entity', first.entity.document)
    return problem(
      'MODEL_CYCLE',
      { file, path: `/fields/${first?.index ?? 0}` },
      { path: circle.join(' → ') },
    )
  })
}
