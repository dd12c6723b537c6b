import type { Json, Scope } from '@mortise/expressions'
import type { ExtensionList, FieldDocument } from '@mortise/schema'
import type { ComponentType } from 'react'
import type { FieldType } from '../define.ts'

/** One found record, user or department. */
export type LookupHit = { readonly id: string; readonly label: string; readonly hint?: string | undefined }

/** One choice of a settings-only type: an entity, a field, a document. */
export type RefChoice = { readonly value: string; readonly label: string; readonly icon?: string | undefined }

/** A stored file. */
export type FileValue = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** How far a file of this device is; without a share and a problem it waits for the network. */
export type WaitingFile = {
  readonly name: string
  /** How much has arrived, from 0 to 1. */
  readonly share?: number
  readonly problem?: string
}

/** Files that are kept on this device until they have arrived; they stand in a value under names of this device. */
export type WaitingFiles = {
  /** Whether a file of a value is one of them. */
  readonly has: (id: string) => boolean
  /** Sends one, beginning where it broke off, and gives what the server calls it. */
  readonly send: (id: string) => Promise<FileValue>
  /** Stops one and lets go of it. */
  readonly forget: (id: string) => Promise<void>
  /** For useSyncExternalStore: how far each is. */
  readonly subscribe: (listener: () => void) => () => void
  readonly states: () => ReadonlyMap<string, WaitingFile>
}

/**
 * What faces may ask of the screen around them. Everything beyond language and zone is optional, so that a face also
 * stands in a designer's canvas or a test with nothing behind it.
 */
export type FaceContext = {
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
  readonly types: ExtensionList<FieldType>
  readonly faces: ExtensionList<FieldFace>
  /** Shown name of a record, user or department; null where the reader may not see it, undefined when not known. */
  readonly labelOf?: (entity: string, id: string) => string | null | undefined
  readonly lookup?: (entity: string, text: string, field: FieldDocument) => Promise<readonly LookupHit[]>
  /** Letters to be typed before `lookup` finds anything. */
  readonly lettersOf?: ((entity: string) => number) | undefined
  /** Option values that may be chosen now; undefined means all. */
  readonly allowedOptions?: (field: FieldDocument) => ReadonlySet<string> | undefined
  readonly href?: (entity: string, id: string) => string | undefined
  /** Sends a file; told how much of it has arrived (0 to 1), and stopped by the signal. */
  readonly upload?: (
    file: File,
    options?: { readonly onProgress?: (share: number) => void; readonly signal?: AbortSignal },
  ) => Promise<FileValue>
  /** Files that are not on the server yet; absent where nothing is kept. */
  readonly waiting?: WaitingFiles | undefined
  /** Where a file can be fetched; undefined where it can't be. */
  readonly fileUrl?: (id: string) => string | undefined
  /** For lookups: type and document of the field shown. */
  readonly shown?: (
    field: FieldDocument,
  ) => { readonly type: FieldType; readonly field: FieldDocument } | undefined
  /** For property panels: what an entity_ref, field_ref or document_ref may name. */
  readonly refs?: (field: FieldDocument) => readonly RefChoice[]
  /** For property panels: what names mean in an expression slot. */
  readonly scope?: (field: FieldDocument) => Scope | undefined
}

/** A form control of one field. Controlled: it shows `value` and says every change; empty is null. */
export type InputProps = {
  readonly value: Json
  readonly onChange: (value: Json) => void
  readonly field: FieldDocument
  readonly ctx: FaceContext
  readonly id?: string | undefined
  readonly disabled?: boolean | undefined
  readonly invalid?: boolean | undefined
  /** Ids of the help and error texts. */
  readonly describedBy?: string | undefined
  readonly autoFocus?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly onBlur?: (() => void) | undefined
}

/** How a value is read. `full` is a record page, where long texts keep their lines. */
export type CellProps = {
  readonly value: Json
  readonly field: FieldDocument
  readonly ctx: FaceContext
  readonly full?: boolean | undefined
}

/** The React half of a field type. */
export type FieldFace = {
  readonly type: string
  readonly Input: ComponentType<InputProps>
  readonly Cell: ComponentType<CellProps>
  /** Numbers stand at the right. */
  readonly align?: 'end'
  /** Width of its column in a list, in pixels, where nobody chose one. */
  readonly width?: number
  /** One act chooses the whole value, so that a cell of a list is saved at once. */
  readonly picks?: boolean
}
