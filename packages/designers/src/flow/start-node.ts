import type { Locale } from '@mortise/errors'
import type { NodeType } from '@mortise/flows'
import type { FlowNodeDocument, FieldDocument } from '@mortise/schema'
import { freshId } from '../kit/keys.ts'

const holdsApproval = (setting: FieldDocument): boolean => setting.settings?.['editor'] === 'approval'

/** A fresh node of a type, with what its settings say to begin with. */
export function startNode(type: NodeType, locale: Locale): FlowNodeDocument {
  const defaults = type.settings.filter(({ default: value }) => value !== undefined)
  const approval = type.settings.find(holdsApproval)
  return {
    id: freshId('n'),
    type: type.type,
    name: type.label[locale],
    ...Object.fromEntries(defaults.map(({ key, default: value }) => [key, value])),
    ...(approval === undefined
      ? {}
      : {
          [approval.key]: {
            mode: 'any',
            assignees: [],
            onEmpty: { do: 'admin' },
            onSelf: 'self',
            fields: { '*': 'read' },
          },
        }),
  }
}

/** Setting of a node type that holds an approval; undefined for types that decide nothing. */
export function approvalKey(type: NodeType | undefined): string | undefined {
  return type?.settings.find(holdsApproval)?.key
}
