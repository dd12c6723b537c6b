import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, ElementHead, Settings } from './common.ts'

/** What every node of a form tree may carry. `id` tells nodes apart in the designer. */
export type FormNodeHead = {
  readonly id?: string
  readonly visible?: Condition
}

/** A field on a form. Span is of 12 columns. */
export type FormFieldNode = FormNodeHead & {
  readonly type: 'field'
  readonly field: string
  readonly span?: number
  readonly mobileSpan?: number
  readonly label?: LocalizedText
  readonly help?: LocalizedText
  readonly required?: Condition
  readonly readOnly?: Condition
  /** Filter over option attributes or over the target of a link. */
  readonly optionsFilter?: Condition
}

/** A sub-table on a form. */
export type FormSubtableNode = FormNodeHead & {
  readonly type: 'subtable'
  readonly field: string
  readonly view?: 'grid' | 'cards' | 'dialog'
  readonly columns?: readonly {
    readonly field: string
    readonly width?: number
    readonly readOnly?: Condition
    readonly visible?: Condition
  }[]
  readonly totals?: readonly string[]
  /** When a field of a row changes, set others of the same row. */
  readonly onChange?: readonly FormChange[]
  readonly readOnly?: Condition
  readonly required?: Condition
}

export type FormSectionNode = FormNodeHead & {
  readonly type: 'section'
  readonly label?: LocalizedText
  readonly columns?: number
  readonly collapsed?: boolean
  readonly nodes: readonly FormNode[]
}

export type FormTabsNode = FormNodeHead & {
  readonly type: 'tabs'
  readonly tabs: readonly {
    readonly id?: string
    readonly label: LocalizedText
    readonly visible?: Condition
    readonly nodes: readonly FormNode[]
  }[]
}

export type FormStepsNode = FormNodeHead & {
  readonly type: 'steps'
  readonly steps: readonly {
    readonly id?: string
    readonly label: LocalizedText
    readonly nodes: readonly FormNode[]
  }[]
}

export type FormDividerNode = FormNodeHead & { readonly type: 'divider'; readonly label?: LocalizedText }

export type FormNoteNode = FormNodeHead & {
  readonly type: 'note'
  readonly text: LocalizedText
  readonly tone?: 'info' | 'warning'
}

export type FormRelatedNode = FormNodeHead & {
  readonly type: 'related_list'
  readonly entity: string
  /** Link field of `entity` that points here. */
  readonly field: string
  readonly columns?: readonly string[]
  readonly label?: LocalizedText
}

/** Button that runs a manual rule. */
export type FormButtonNode = FormNodeHead & {
  readonly type: 'button'
  readonly label: LocalizedText
  readonly rule: string
  readonly settings?: Settings
}

export type FormNode =
  | FormFieldNode
  | FormSubtableNode
  | FormSectionNode
  | FormTabsNode
  | FormStepsNode
  | FormDividerNode
  | FormNoteNode
  | FormRelatedNode
  | FormButtonNode

/** When one of the named fields changes in the form, set others. */
export type FormChange = {
  readonly when: { readonly changed: readonly string[]; readonly condition?: Condition }
  readonly set: { readonly [field: string]: Expression }
}

/** `forms/<entity>.<key>.json`: layout and behaviour on a screen; types stay in the entity. */
export type FormDocument = Omit<ElementHead, 'label'> & {
  readonly label?: LocalizedText
  readonly entity: string
  readonly purpose: 'create' | 'edit' | 'quick' | 'public' | 'approval' | 'mobile'
  readonly nodes: readonly FormNode[]
  readonly onChange?: readonly FormChange[]
}
