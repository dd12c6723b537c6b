import type { PlacedGlyph } from '@mortise/prints'
import type { Face } from './parts.ts'

/** Collects the outlines of glyphs, each once. */
export class Outlines {
  readonly #paths = new Map<string, string>()

  /** The glyphs of a text, in parts of the type's size from where the text begins. */
  glyphs(face: Face, text: string, features: unknown): readonly PlacedGlyph[] {
    const { glyphs, positions } = face.layout(text, features)
    let x = 0
    return glyphs.map((glyph, index): PlacedGlyph => {
      const { xAdvance = 0, xOffset = 0 } = positions[index] ?? {}
      const placed: PlacedGlyph = [this.#named(face, glyph), (x + xOffset) / 1000]
      x += xAdvance
      return placed
    })
  }

  /** All of them, by name. */
  get paths(): { readonly [name: string]: string } {
    return Object.fromEntries(this.#paths)
  }

  #named(face: Face, glyph: ReturnType<Face['layout']>['glyphs'][number]): string {
    const name = `${face.name.includes('Bold') ? 'b' : 'r'}${glyph.id}`
    if (!this.#paths.has(name)) this.#paths.set(name, scaled(glyph.path.toSVG(), face.font.unitsPerEm))
    return name
  }
}

/** An outline in thousandths of the type's size, as whole numbers: finer than any printer. */
function scaled(path: string, unitsPerEm: number): string {
  return unitsPerEm === 1000
    ? path
    : path.replaceAll(/-?\d+(\.\d+)?/g, (number) => String(Math.round((Number(number) * 1000) / unitsPerEm)))
}
