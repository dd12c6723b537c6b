import { isMortiseError } from '@mortise/errors'
import type { PhotoAsked, PhotoFound } from '@mortise/prints'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { renderPhoto } from '../pdf/render-pdf.ts'

/** Pictures of one record that are printed, and bytes of a file that is read for one. */
const most = { photos: 200, bytes: 30_000_000 }

/** Dots to an inch of paper: what printers of offices show of a photo. */
const fineness = 200

/** A picture is made ready in one of few sizes, so that the same one serves many places. Dots of its longer side. */
const sides = [240, 480, 960, 1_600, 2_400]
/** What a designer's canvas shows: it is sent anew after each edit. */
const draftSide = 480

/** A picture that is asked for: its file, as it is stored, and how fine it is to be. */
type Wanted = { readonly id: string; readonly side: number }

/** The pictures that a print asks for while it is filled, and what was found of them. */
export class PhotoBook {
  readonly #wanted = new Map<string, Wanted>()
  readonly #found = new Map<string, PhotoFound>()
  readonly #most: number

  /** For a draft pictures are as coarse as a screen is. */
  constructor(draft: boolean) {
    this.#most = draft ? draftSide : Infinity
  }

  /** What is known of a picture; one that is not known is noted. */
  readonly find = ({ file, side }: PhotoAsked): PhotoFound | undefined => {
    const dots = (side / 72) * fineness
    const wanted = { id: file.id, side: Math.min(this.#most, sides.find((one) => one >= dots) ?? 2_400) }
    const key = JSON.stringify([wanted.id, wanted.side])
    const found = this.#found.get(key)
    if (found !== undefined || this.#wanted.has(key)) return found
    if (this.#wanted.size >= most.photos) return { fault: 'many' }
    this.#wanted.set(key, wanted)
    return undefined
  }

  /** Whether pictures were asked for. */
  get isOpen(): boolean {
    return this.#wanted.size > 0
  }

  /** The files of the pictures that were asked for, as they are noted in the store; ids came with values that may be read. */
  async files(unit: Unit): Promise<PhotoFiles> {
    const rows = new Map<string, PhotoFile | null>()
    for (const { id } of this.#wanted.values()) if (!rows.has(id)) rows.set(id, await unit.tx.side.file(id))
    return rows
  }

  /**
   * Makes the pictures ready, one after the other, so that no more than one of them is in memory as it is stored, and gives what
   * `render` makes with them. They are let go afterwards: many records that are printed in one go have each its own book.
   */
  async filled<T>(workspace: Workspace, rows: PhotoFiles, render: () => T): Promise<T> {
    for (const [key, { id, side }] of this.#wanted)
      this.#found.set(key, await photoOf(workspace, rows.get(id) ?? null, side))
    const made = render()
    this.#found.clear()
    return made
  }
}

type PhotoFile = { readonly hash: string; readonly size: number }

/** Stored files by their ids; null for one that is gone. */
export type PhotoFiles = ReadonlyMap<string, PhotoFile | null>

/** Pictures that were made ready lately, by the hash of their bytes: a preview, its remarks and the print ask for the same. */
const known = new Map<string, PhotoFound>()
/** Letters of all of them together. */
const room = 48_000_000
let taken = 0

const lettersOf = (found: PhotoFound): number => ('uri' in found ? found.uri.length : 0) + 200

function remember(key: string, found: PhotoFound): void {
  known.set(key, found)
  taken += lettersOf(found)
  for (const [oldest, one] of known) {
    if (taken <= room) return
    known.delete(oldest)
    taken -= lettersOf(one)
  }
}

async function photoOf(workspace: Workspace, file: PhotoFile | null, side: number): Promise<PhotoFound> {
  if (file === null) return { fault: 'missing' }
  if (file.size > most.bytes) return { fault: 'large' }
  const key = `${file.hash} ${side}`
  const before = known.get(key)
  if (before !== undefined) return before
  const bytes = await workspace.options.files.get(file.hash)
  if (bytes === null) return { fault: 'missing' }
  const made = await madeOf(bytes, side)
  if (!known.has(key)) remember(key, made)
  return made
}

/** One picture that breaks the drawing of it is that picture alone; that all are busy is told. */
async function madeOf(bytes: Uint8Array, side: number): Promise<PhotoFound> {
  try {
    return await renderPhoto({ bytes, side })
  } catch (error) {
    if (isMortiseError(error) && error.code === 'PDF_TOO_LARGE') return { fault: 'large' }
    if (isMortiseError(error) && error.code === 'PDF_FAILED') return { fault: 'broken' }
    throw error
  }
}
