import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isDrawn } from '@mortise/prints'
import { expect, it } from 'vitest'

const require = createRequire(import.meta.url)

/** The letters of a font file, by the library that the PDF library reads it with. */
function lettersOf(file: string): ReadonlySet<number> {
  const fromPdfmake = createRequire(require.resolve('pdfmake'))
  const { create } = createRequire(fromPdfmake.resolve('pdfkit'))('fontkit') as {
    readonly create: (bytes: Buffer) => { readonly characterSet: readonly number[] }
  }
  return new Set(create(readFileSync(require.resolve(file))).characterSet)
}

/** What `covered` has to be. */
function packed(letters: readonly number[]): string {
  const stretches: [number, number][] = []
  for (const code of letters) {
    const last = stretches.at(-1)
    if (last !== undefined && last[1] === code - 1) last[1] = code
    else stretches.push([code, code])
  }
  let end = 0
  const words = stretches.map(([from, to]) => {
    const gap = (from - end).toString(36)
    end = to
    return to > from ? `${gap}-${(to - from).toString(36)}` : gap
  })
  return words.join(' ')
}

it('knows which letters both fonts draw, and says what to write where a font has changed', () => {
  const [regular, bold] = ['400Regular/NotoSansSC_400Regular', '700Bold/NotoSansSC_700Bold'].map((name) =>
    lettersOf(`@expo-google-fonts/noto-sans-sc/${name}.ttf`),
  )
  const both = [...(regular ?? [])].filter((code) => bold?.has(code) === true).toSorted((a, b) => a - b)
  const known = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => isDrawn(code))
  expect(packed(known)).toBe(packed(both))
})
