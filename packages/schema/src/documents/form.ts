import type { LocalizedText } from '@mortise/errors'
import type { ElementHead } from './common.ts'
import type { CheckDocument } from './entity.ts'
import type { FormNode } from './form-nodes.ts'
import type { FormChange, FormDataLink } from './form-parts.ts'
import type { PublicFormDocument } from './public-form.ts'

/** `forms/<entity>.<key>.json`: layout and behaviour on a screen; types stay in the entity. */
export type FormDocument = Omit<ElementHead, 'label'> & {
  readonly label?: LocalizedText
  readonly entity: string
  readonly purpose: 'create' | 'edit' | 'quick' | 'public' | 'approval' | 'mobile'
  readonly nodes: readonly FormNode[]
  readonly onChange?: readonly FormChange[]
  readonly dataLinks?: readonly FormDataLink[]
  /** Rules of this form, beside those of the entity; they bind the server too when a write names the form. */
  readonly checks?: readonly CheckDocument[]
  /** For forms of purpose `public`. */
  readonly public?: PublicFormDocument
}
