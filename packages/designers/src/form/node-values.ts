import type { FormNode } from '@mortise/schema'
import type { Values } from './patch.ts'

/** Properties of a node as its panels show them: own messages stand beside the others. */
export function nodeValues(node: FormNode): Values {
  if (node.type !== 'field' || node.messages === undefined) return node
  return { ...node, requiredMessage: node.messages.required, formatMessage: node.messages.format }
}

/** What a panel changed, as the node holds it. */
export function nodePatch(node: FormNode, patch: Values): Values {
  if (node.type !== 'field' || !('requiredMessage' in patch)) return patch
  const { requiredMessage, formatMessage, ...others } = patch
  const given = { required: requiredMessage, format: formatMessage }
  const messages = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined))
  return { ...others, messages: Object.keys(messages).length === 0 ? undefined : messages }
}
