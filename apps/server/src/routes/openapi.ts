import { say, type Locale } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type EntityRights, rightsOf, type Published, type RuntimeOptions } from '@mortise/runtime'
import type { EntityModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'

type Schema = { readonly [key: string]: Json }

const json = (schema: Schema): Schema => ({ content: { 'application/json': { schema } } })
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const text: Schema = { type: 'string' }
const failures: Schema = { default: { description: 'Error', ...json(ref('Error')) } }

function fieldSchemas(
  entity: EntityModel,
  rights: EntityRights,
  given: { readonly kit: RuntimeOptions['kit']; readonly locale: Locale; readonly write: boolean },
): Schema {
  const { kit, locale, write } = given
  const fields: Record<string, Json> = {}
  for (const field of entity.fields) {
    const right = Object.hasOwn(rights.fields, field.key) ? rights.fields[field.key] : undefined
    if (right === undefined || (write && right !== 'write')) continue
    const shape = field.system ? text : (kit.fields.find(field.type)?.jsonSchema(field.document) ?? {})
    fields[field.key] = { ...shape, title: say(field.document.label, locale) }
  }
  return { type: 'object', title: say(entity.document.label, locale), properties: fields }
}

function entityPaths(
  entity: EntityModel,
  rights: EntityRights,
  locale: Locale,
): { readonly [path: string]: Json } {
  const { key } = entity
  const name = say(entity.document.label, locale)
  const tags = [key]
  const one = {
    description: name,
    ...json({ type: 'object', properties: { data: ref(key), refs: { type: 'object' } } }),
  }
  const page = {
    description: name,
    ...json({
      type: 'object',
      properties: {
        data: { type: 'array', items: ref(key) },
        nextCursor: { type: ['string', 'null'] },
        count: { type: 'integer' },
        refs: { type: 'object' },
      },
    }),
  }
  const query = ['filter', 'sort', 'fields', 'limit', 'cursor', 'count', 'search'].map((each) => ({
    name: each,
    in: 'query',
    schema: text,
  }))
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
  const match = { name: 'If-Match', in: 'header', schema: text }
  const form = {
    name: 'form',
    in: 'query',
    description: 'key of the form that was filled in: its rules hold as well',
    schema: text,
  }
  const body = { required: true, ...json(ref(`${key}_write`)) }
  const all: Record<string, Json> = {
    get: { tags, operationId: `list_${key}`, parameters: query, responses: { 200: page, ...failures } },
  }
  const single: Record<string, Json> = {
    get: { tags, operationId: `get_${key}`, parameters: [id], responses: { 200: one, ...failures } },
  }
  if (rights.create)
    all['post'] = {
      tags,
      operationId: `create_${key}`,
      parameters: [form],
      requestBody: body,
      responses: { 201: one, ...failures },
    }
  if (rights.update)
    single['patch'] = {
      tags,
      operationId: `update_${key}`,
      parameters: [id, match, form],
      requestBody: body,
      responses: { 200: one, ...failures },
    }
  if (rights.delete)
    single['delete'] = {
      tags,
      operationId: `delete_${key}`,
      parameters: [id, match],
      responses: { 204: { description: 'gone' }, ...failures },
    }
  return { [`/api/records/${key}`]: all, [`/api/records/${key}/{id}`]: single }
}

const errorSchema: Schema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: text,
        message: text,
        requestId: text,
        details: {
          type: 'array',
          items: { type: 'object', properties: { path: text, code: text, message: text } },
        },
      },
    },
  },
}

/** Routes of the platform as the live route table has them. */
export type PlatformRoute = { readonly method: string; readonly url: string; readonly policy: string }

function platformPaths(routes: readonly PlatformRoute[]): { readonly [path: string]: Json } {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { method, url, policy } of routes) {
    const path = url.replaceAll(/:(\w+)/g, '{$1}')
    const parameters = [...url.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name: name ?? '',
      in: 'path',
      required: true,
      schema: text,
    }))
    const at = (paths[path] ??= {})
    at[method.toLowerCase()] = {
      tags: ['platform'],
      'x-policy': policy,
      parameters,
      responses: { 200: { description: 'OK' }, ...failures },
    }
  }
  return paths
}

/** OpenAPI 3.1 of the platform and of the entities as the caller may know and use them. */
export function openApi(
  published: Published,
  actor: Actor,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly locale: Locale
    readonly routes: readonly PlatformRoute[]
    readonly url: string
  },
): Schema {
  const { kit, locale } = given
  const rights = rightsOf(published, actor, kit)
  const schemas: Record<string, Json> = { Error: errorSchema }
  const paths: Record<string, Json> = { ...platformPaths(given.routes) }
  for (const entity of published.model.entities) {
    const own = Object.hasOwn(rights, entity.key) ? rights[entity.key] : undefined
    if (own === undefined) continue
    schemas[entity.key] = fieldSchemas(entity, own, { kit, locale, write: false })
    schemas[`${entity.key}_write`] = fieldSchemas(entity, own, { kit, locale, write: true })
    Object.assign(paths, entityPaths(entity, own, locale))
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mortise', version: String(published.version) },
    servers: [{ url: given.url }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'mortise_session' },
      },
    },
  }
}
