import type { InputProps } from '@mortise/fields/react'
import type { ComponentType } from 'react'

/** An editor for settings of one kind; `type` is what `setting(…, { editor })` names. */
export type SettingFace = { readonly type: string; readonly Editor: ComponentType<InputProps> }
