import type { FormNode } from '@mortise/schema'
import type { ReactNode } from 'react'
import { ButtonNode } from './button.tsx'
import { CodeNode } from './code.tsx'
import { DividerNode } from './divider.tsx'
import { EmbedNode } from './embed.tsx'
import { FieldNode } from './field.tsx'
import { HtmlNode } from './html.tsx'
import { NoteNode } from './note.tsx'
import { PickNode } from './pick.tsx'
import { QueryNode } from './query.tsx'
import { RelatedNode } from './related.tsx'
import { SectionNode } from './section.tsx'
import { StepsNode } from './steps.tsx'
import { SubtableNode } from './subtable.tsx'
import { TabsNode } from './tabs.tsx'
import type { NodeProps } from './types.ts'

/** The face of every kind of node of a form. */
export const nodeFaces: { readonly [T in FormNode['type']]: (props: NodeProps<T>) => ReactNode } = {
  field: FieldNode,
  section: SectionNode,
  tabs: TabsNode,
  steps: StepsNode,
  divider: DividerNode,
  note: NoteNode,
  html: HtmlNode,
  embed: EmbedNode,
  subtable: SubtableNode,
  related_list: RelatedNode,
  button: ButtonNode,
  pick: PickNode,
  query: QueryNode,
  code: CodeNode,
}
