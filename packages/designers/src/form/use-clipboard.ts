import { type Clip, clipOf, readClip } from './clip.ts'
import type { FormDraft } from './draft.ts'

const place = 'mortise.form-clip'

/** What was copied off a form, in this window or another: kept by the browser, so that it goes from form to form. */
export function useClipboard(): {
  readonly write: (draft: FormDraft, pointers: readonly string[]) => void
  readonly read: () => Clip | undefined
} {
  return {
    write: (draft, pointers) => {
      const clip = clipOf(draft, pointers)
      if (clip === undefined) return
      const text = JSON.stringify(clip)
      localStorage.setItem(place, text)
      // The clipboard of the system, too, so that it can be kept or sent; it may be out of bounds.
      void navigator.clipboard?.writeText(text).catch(() => undefined)
    },
    read: () => readClip(localStorage.getItem(place) ?? ''),
  }
}
