import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Condition, Settings, SortKey } from './common.ts'
import type {
  FormChange,
  FormColumn,
  FormDataLink,
  FormFieldMessages,
  FormFill,
  FormTotal,
} from './form-parts.ts'

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
  /** Asks for a required field even while it is hidden or read-only; else such a field never stops a save. */
  readonly requiredEvenHidden?: boolean
  readonly readOnly?: Condition
  /** Filter over option attributes or over the target of a link. */
  readonly optionsFilter?: Condition
  readonly messages?: FormFieldMessages
}

/** A sub-table on a form. */
export type FormSubtableNode = FormNodeHead & {
  readonly type: 'subtable'
  readonly field: string
  readonly label?: LocalizedText
  readonly view?: 'grid' | 'cards' | 'dialog'
  readonly columns?: readonly FormColumn[]
  readonly totals?: readonly FormTotal[]
  /** When a field of a row changes, set others of the same row. */
  readonly onChange?: readonly FormChange[]
  /** Fills fields of a row; `record` in the filter is the row. */
  readonly dataLinks?: readonly FormDataLink[]
  readonly readOnly?: Condition
  readonly required?: Condition
  readonly minRows?: number
  readonly maxRows?: number
  /** Whether rows may be added, and stored rows be taken away; absent means they may. */
  readonly canAdd?: Condition
  readonly canDelete?: Condition
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
  /** Whether leaving a step forwards checks its fields; absent means it does. */
  readonly checkEachStep?: boolean
  readonly steps: readonly {
    readonly id?: string
    readonly label: LocalizedText
    readonly visible?: Condition
    readonly nodes: readonly FormNode[]
  }[]
}

export type FormDividerNode = FormNodeHead & { readonly type: 'divider'; readonly label?: LocalizedText }

export type FormNoteNode = FormNodeHead & {
  readonly type: 'note'
  readonly text: LocalizedText
  readonly tone?: 'info' | 'warning'
}

/** Formatted words with values of the record in them: a small closed set of tags, cleaned whenever it is shown. */
export type FormHtmlNode = FormNodeHead & {
  readonly type: 'html'
  /** `<p>合计 <strong>{{total}}</strong></p>`; places as in the messages of checks. */
  readonly html: LocalizedText
  readonly span?: number
}

/** 网页嵌入: a page of another site in a frame of its own, of a site that the workspace lets in. */
export type FormEmbedNode = FormNodeHead & {
  readonly type: 'embed'
  readonly label?: LocalizedText
  /** `https://bi.example.com/customer?code={{code}}`; places may stand behind the name of the site alone. */
  readonly url: string
  /** Height in pixels; absent means 360. */
  readonly height?: number
  readonly span?: number
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

/**
 * 选择数据: a person picks among the records of another entity, and fields here are filled from the choice. Only what is
 * filled is stored. The filter is as that of a data link.
 */
export type FormPickNode = FormNodeHead & {
  readonly type: 'pick'
  readonly label: LocalizedText
  readonly entity: string
  readonly filter?: Condition
  readonly sort?: readonly SortKey[]
  /** Fields of the other entity that the picker shows. */
  readonly columns: readonly string[]
  /** Several at once, each a row of `into`. */
  readonly multiple?: boolean
  /** Sub-table that gets a row for each choice; absent means the record itself is filled. */
  readonly into?: string
  readonly fill: FormFill
  readonly span?: number
}

/** 查询: shows records of another entity that fit this one, live; nothing of it is stored. */
export type FormQueryNode = FormNodeHead & {
  readonly type: 'query'
  readonly label: LocalizedText
  readonly entity: string
  readonly filter: Condition
  readonly sort?: readonly SortKey[]
  readonly columns: readonly string[]
  readonly limit?: number
  /** All that fit as a small list, or the first column of the first one as a value; absent means `list`. */
  readonly show?: 'list' | 'value'
  readonly span?: number
}

/** A QR code or barcode of a value of the record. */
export type FormCodeNode = FormNodeHead & {
  readonly type: 'code'
  readonly kind: 'qr' | 'code128' | 'ean13'
  readonly value: Expression
  readonly label?: LocalizedText
  readonly span?: number
  /** Width in pixels. */
  readonly size?: number
}

export type FormNode =
  | FormFieldNode
  | FormSubtableNode
  | FormSectionNode
  | FormTabsNode
  | FormStepsNode
  | FormDividerNode
  | FormNoteNode
  | FormHtmlNode
  | FormEmbedNode
  | FormRelatedNode
  | FormButtonNode
  | FormPickNode
  | FormQueryNode
  | FormCodeNode
