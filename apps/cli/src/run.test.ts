import { fileURLToPath } from 'node:url'
import { builtinKit } from '@mortise/kit'
import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
const sound = fixture('sound')
const broken = fixture('broken')

async function call(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const code = await run(args, { kit: builtinKit, print: (line) => lines.push(line) })
  return { code, lines }
}

describe('mortise validate', () => {
  it('finds nothing wrong in a sound app', async () => {
    expect(await call('validate', sound)).toEqual({ code: 0, lines: ['no problems found'] })
  })

  it('names file, place and nearest name of each problem', async () => {
    const { code, lines } = await call('validate', broken)
    expect(code).toBe(1)
    expect(lines).toContain(
      'entities/book.json:/fields/0/requierd: requierd is not known here; did you mean required?',
    )
    expect(lines).toContain('views/book.all.json:/columns/0: book has no field nmae; did you mean name?')
    expect(lines).toContain('rules/tell.json:/entity: there is no entity bok; did you mean book?')
    expect(lines.find((line) => line.startsWith('views/book.all.json:/filter: '))).toContain('yes or no')
    expect(lines.at(-1)).toBe('problems found: 4')
  })

  it('speaks Chinese', async () => {
    const { lines } = await call('validate', broken, '--locale', 'zh')
    expect(lines).toContain('rules/tell.json:/entity: 数据表“bok”不存在。是不是“book”？')
  })

  it('tells that a folder is missing', async () => {
    expect((await call('validate', `${sound}/nowhere`)).code).toBe(2)
  })
})

describe('mortise diff', () => {
  it('tells in sentences what changes', async () => {
    expect(await call('diff', sound, broken)).toEqual({
      code: 0,
      lines: [
        'entities/book.json: entity "Book" changes',
        '  "Book": the key of field "Price" changes from price to cost',
        '  "Book": field "Name" changes: required',
        'views/book.all.json: view "All" changes',
        'rules/tell.json: new rule "Tell"',
      ],
    })
  })

  it('tells that nothing does', async () => {
    expect((await call('diff', sound, sound, '--locale', 'zh')).lines).toEqual(['两者相同。'])
  })
})

describe('mortise', () => {
  it('shows how it is called', async () => {
    const { code, lines } = await call('frobnicate')
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain('mortise validate <folder>')
    expect((await call('validate', '--frob')).code).toBe(2)
  })
})
