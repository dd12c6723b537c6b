import type { Locale } from '@mortise/errors'
import { beforeEach, expect, it } from 'vitest'
import { chosenLanguage } from './chosen-language.ts'

beforeEach(() => localStorage.clear())

/** A server that takes its time, and one that answers when it is told to. */
function slowServer() {
  const saved: Locale[] = []
  const waiting: (() => void)[] = []
  const save = (locale: Locale): Promise<void> =>
    new Promise((done) =>
      waiting.push(() => {
        saved.push(locale)
        done()
      }),
    )
  const answer = async (): Promise<void> => {
    await Promise.resolve()
    waiting.shift()?.()
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  return { saved, save, answer }
}

it('the last of two quick choices is the one that stays', async () => {
  const { saved, save, answer } = slowServer()
  const language = chosenLanguage(save)
  void language.choose('chen', 'en')
  const last = language.choose('chen', 'zh')
  await answer()
  await answer()
  await last
  expect(saved.at(-1)).toBe('zh')
  expect(language.languageOf('chen', 'en')).toBe('en')
})

it('a choice whose page was left before it was saved is kept, and saved by the next page', async () => {
  void chosenLanguage(() => new Promise(() => undefined)).choose('chen', 'zh')
  const { saved, save, answer } = slowServer()
  const next = chosenLanguage(save)
  expect(next.languageOf('chen', 'en')).toBe('zh')
  await answer()
  expect(saved).toEqual(['zh'])
  expect(next.languageOf('chen', 'en')).toBe('en')
})

it("is nobody else's who signs in on this device", () => {
  void chosenLanguage(() => Promise.reject(new Error('no network'))).choose('chen', 'zh')
  expect(chosenLanguage(() => Promise.resolve()).languageOf('zhou', 'en')).toBe('en')
})

it('is tried again when the server refused it', async () => {
  const refusing = chosenLanguage(() => Promise.reject(new Error('no network')))
  await refusing.choose('chen', 'en')
  const { saved, save, answer } = slowServer()
  expect(chosenLanguage(save).languageOf('chen', 'zh')).toBe('en')
  await answer()
  expect(saved).toEqual(['en'])
})
