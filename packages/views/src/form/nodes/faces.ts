import type { FormNode } from '@mortise/schema'
import type { ReactNode } from 'react'
import { DividerNode } from './divider.tsx'
import { FieldNode } from './field.tsx'
import { NoteNode } from './note.tsx'
import { SectionNode } from './section.tsx'
import { StepsNode } from './steps.tsx'
import { SubtableNode } from './subtable.tsx'
import { TabsNode } from './tabs.tsx'
import type { NodeProps } from './types.ts'

const nothing = (): ReactNode => null

/** The face of every kind of node of a form. */
export const nodeFaces: { readonly [T in FormNode['type']]: (props: NodeProps<T>) => ReactNode } = {
  field: FieldNode,
  section: SectionNode,
  tabs: TabsNode,
  steps: StepsNode,
  divider: DividerNode,
  note: NoteNode,
  subtable: SubtableNode,
  related_list: nothing,
  button: nothing,
  pick: nothing,
  query: nothing,
  code: nothing,
}
