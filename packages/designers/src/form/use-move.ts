import { useMemo } from 'react'
import type { FormPayload } from './editor-types.ts'

/** What a drag of an element on the canvas carries; the same object while it stands where it stands. */
export function useMove(pointer: string): FormPayload {
  return useMemo(() => ({ move: pointer }), [pointer])
}
