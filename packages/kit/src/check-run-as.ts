import { type ActionWrite, writesOfActions } from '@mortise/actions'
import { type ErrorDetail, say, text } from '@mortise/errors'
import {
  type ActionDocument,
  type ApprovalSettings,
  type EntityGrant,
  fileOf,
  type FlowDocument,
  type Model,
  type ModelChecks,
  type RoleDocument,
  type RuleDocument,
  visitDocument,
} from '@mortise/schema'
import type { Kit } from './kit.ts'
import { outerAction } from './outer-action.ts'

type Automation =
  | { readonly kind: 'flow'; readonly document: FlowDocument }
  | { readonly kind: 'rule'; readonly document: RuleDocument }

/** Something it writes, and where in the document that is said. */
type Place = { readonly path: string; readonly write: ActionWrite }

/**
 * Publish check of whose rights flows and rules act with: a service role has to be one, is never all-powerful, and may do
 * all that the document says it does; what nobody in person starts has no rights but those of a service role.
 */
export function checkRunAs(
  model: Model,
  given: { readonly kit: Pick<Kit, 'actions'>; readonly extensions: ModelChecks['extensions'] },
): readonly ErrorDetail[] {
  const all: readonly Automation[] = [
    ...model.documents('flow').map((document) => ({ kind: 'flow' as const, document })),
    ...model.documents('rule').map((document) => ({ kind: 'rule' as const, document })),
  ]
  return [
    ...model.documents('role').flatMap(checkService),
    ...all.flatMap((one) => checkOne(model, { ...given, one })),
  ]
}

function checkService(role: RoleDocument): readonly ErrorDetail[] {
  if (role.service !== true || (role.admin !== true && role.design !== true)) return []
  return [
    {
      file: fileOf('role', role),
      path: '/service',
      code: 'RUN_AS_ALL_POWERFUL',
      message: text(
        '供自动化使用的角色不能有管理或设计权限，请只给它需要的数据权限',
        'a service role may not administer or design; give it only the records it needs',
      ),
    },
  ]
}

type Given = {
  readonly kit: Pick<Kit, 'actions'>
  readonly extensions: ModelChecks['extensions']
  readonly one: Automation
}

function checkOne(model: Model, given: Given): readonly ErrorDetail[] {
  const { kind, document } = given.one
  const file = fileOf(kind, document)
  const { runAs } = document
  if (runAs?.type !== 'role') return startsAlone(given.one) ? [nobodys(file)] : []
  const role = model.document('role', runAs.role ?? '')
  // A name that is none has been told already.
  if (role === undefined) return []
  if (role.service !== true) return [noService(file, role)]
  return placesOf(model, given)
    .filter(({ write }) => !mayWrite(model, role, write))
    .flatMap(({ path, write }) =>
      lacking(model, role, write).map((field) => refused({ file, path, role, write, field })),
    )
}

/** Whether it is set going without any person whose rights it could have. */
function startsAlone({ kind, document }: Automation): boolean {
  if (document.enabled === false) return false
  if (kind === 'flow') return document.start.type === 'schedule' || document.start.type === 'message'
  const alone = new Set<string>(['schedule', 'dateRelative', 'message', 'behaviour', 'left'])
  return document.phase !== 'beforeSave' && document.trigger.on.some((event) => alone.has(event))
}

/** What a flow or rule writes, by its actions and by the fields that its steps let people fill in. */
function placesOf(model: Model, { kit, extensions, one }: Given): readonly Place[] {
  const { kind, document } = one
  if (kind === 'rule' && document.phase === 'beforeSave') return []
  const writesOf = writesOfActions(kit.actions, (name, key) => model.document(name, key))
  const acted = visitDocument(model, extensions, { kind, document })
    .filter(outerAction)
    .flatMap(({ value, parts, context }) =>
      writesOf(value as ActionDocument, context.home ?? document.entity).map((write) => ({
        path: `/${parts.join('/')}`,
        write,
      })),
    )
  return [...acted, ...(kind === 'flow' ? filledIn(document) : fromOutside(document))]
}

/** What a message from outside is written into. */
function fromOutside({ entity, trigger }: RuleDocument): readonly Place[] {
  const { message } = trigger
  if (!trigger.on.includes('message') || message === undefined) return []
  const fields = Object.keys(message.set ?? {})
  const path = '/trigger/message'
  const updates = message.match !== undefined
  const creates = !updates || message.missing !== 'ignore'
  return [
    ...(creates ? [{ path, write: { entity, fields, op: 'create' as const } }] : []),
    ...(updates ? [{ path, write: { entity, fields, op: 'update' as const } }] : []),
  ]
}

function filledIn(flow: FlowDocument): readonly Place[] {
  return flow.nodes.flatMap((node, index) => {
    const fields = (node['approval'] as ApprovalSettings | undefined)?.fields ?? {}
    return Object.entries(fields)
      .filter(([, right]) => right === 'write')
      .map(
        ([field]): Place => ({
          path: `/nodes/${index}/approval/fields/${field}`,
          write: { entity: flow.entity, fields: [field.split('.')[0] ?? field], op: 'update' },
        }),
      )
  })
}

const gives = (grant: EntityGrant | undefined, act: 'read' | 'update' | 'delete' | 'assignTo'): boolean => {
  const given = grant?.[act]
  return given === true || (typeof given === 'object' && given.scope !== 'none')
}

function mayAct(grant: EntityGrant | undefined, op: ActionWrite['op']): boolean {
  const creates = grant?.create === true
  const updates = gives(grant, 'read') && gives(grant, 'update')
  if (op === 'create') return creates
  if (op === 'update') return updates
  if (op === 'delete') return gives(grant, 'delete')
  return creates || updates || gives(grant, 'delete')
}

function mayWrite(model: Model, role: RoleDocument, write: ActionWrite): boolean {
  return model.entity(write.entity) === undefined || lacking(model, role, write).length === 0
}

/** Fields that the role may not write; `*` where it may not do this to the records at all. */
function lacking(model: Model, role: RoleDocument, { entity, fields, op }: ActionWrite): readonly string[] {
  const grant = role.entities?.[entity]
  if (!mayAct(grant, op)) return ['*']
  const known = new Set(model.entity(entity)?.fields.map(({ key }) => key))
  return fields.filter((field) => known.has(field) && !mayField(grant, field))
}

function mayField(grant: EntityGrant | undefined, field: string): boolean {
  if (rightOn(grant, field) !== 'write') return false
  return (
    !always.has(field) ||
    gives(grant, 'assignTo') ||
    (grant?.assignTo === undefined && gives(grant, 'update'))
  )
}

// Whom a record belongs to may be named by whoever may hand it over.
const always = new Set(['owner', 'department'])

function rightOn(grant: EntityGrant | undefined, field: string): string {
  const named = grant?.fields?.[field]
  return named ?? (always.has(field) ? 'write' : (grant?.fields?.['*'] ?? 'write'))
}

function nobodys(file: string): ErrorDetail {
  return {
    file,
    path: '/runAs',
    code: 'RUN_AS_NEEDED',
    message: text(
      '它不由某个人发起，请选一个供自动化使用的角色来执行',
      'nobody in person starts it; choose a service role for it to act with',
    ),
  }
}

function noService(file: string, role: RoleDocument): ErrorDetail {
  return {
    file,
    path: '/runAs/role',
    code: 'RUN_AS_NO_SERVICE',
    message: text(
      `角色“${say(role.label, 'zh')}”不供自动化使用，请管理员先在角色中打开“供流程和规则使用”`,
      `the role "${say(role.label, 'en')}" is not for flows and rules; an administrator can make it one`,
    ),
  }
}

function refused(given: {
  readonly file: string
  readonly path: string
  readonly role: RoleDocument
  readonly write: ActionWrite
  readonly field: string
}): ErrorDetail {
  const { file, path, role, write, field } = given
  const zh = field === '*' ? `“${write.entity}”的记录` : `“${write.entity}”的字段“${field}”`
  const en = field === '*' ? `records of "${write.entity}"` : `the field "${field}" of "${write.entity}"`
  return {
    file,
    path,
    code: 'RUN_AS_REFUSED',
    message: text(
      `执行它的角色“${say(role.label, 'zh')}”无权写${zh}，请给角色加上权限，或换一个角色`,
      `the role "${say(role.label, 'en')}" that it acts with may not write ${en}; widen the role or choose another`,
    ),
  }
}
