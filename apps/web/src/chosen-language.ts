import type { Locale } from '@mortise/errors'

const place = 'mortise.language.unsaved'

type Unsaved = { readonly user: string; readonly locale: Locale }

/** The language a person has chosen, on its way to the server. */
export type ChosenLanguage = {
  /** Keeps a choice until the server has it. Choices are saved one after the other, so that the last one stays. */
  readonly choose: (user: string, locale: Locale) => Promise<void>
  /**
   * The language of somebody who was just met: what the server says, unless they have chosen since and the page was left
   * before it was saved; that is saved now.
   */
  readonly languageOf: (user: string, saved: string | null) => Locale | undefined
}

/** `save` tells the server; what it refuses is tried again when the person is met the next time. */
export function chosenLanguage(save: (locale: Locale) => Promise<void>): ChosenLanguage {
  let before: Promise<void> = Promise.resolve()
  const send = async (choice: Unsaved): Promise<void> => {
    // Somebody who changes their mind meanwhile is spared the language in between.
    if (unsaved()?.locale !== choice.locale) return
    await save(choice.locale)
    if (unsaved()?.locale === choice.locale) forget()
  }
  const choose = (user: string, locale: Locale): Promise<void> => {
    const choice = { user, locale }
    keep(choice)
    before = before.then(() => send(choice)).catch(() => undefined)
    return before
  }
  return {
    choose,
    languageOf: (user, saved) => {
      const waiting = unsaved()
      if (waiting?.user === user) {
        void choose(user, waiting.locale)
        return waiting.locale
      }
      return isLocale(saved) ? saved : undefined
    },
  }
}

const isLocale = (value: unknown): value is Locale => value === 'zh' || value === 'en'

// Where nothing can be kept on the device, the choice lives as long as the page.
let inMemory: Unsaved | undefined

function unsaved(): Unsaved | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Unsaved> | null
    if (typeof kept?.user === 'string' && isLocale(kept.locale)) return kept as Unsaved
  } catch {
    // Unreadable is as good as nothing.
  }
  return inMemory
}

function keep(choice: Unsaved): void {
  inMemory = choice
  try {
    localStorage.setItem(place, JSON.stringify(choice))
  } catch {
    // It is still known in memory.
  }
}

function forget(): void {
  inMemory = undefined
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing was kept there.
  }
}
