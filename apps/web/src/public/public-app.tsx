import type { Locale } from '@mortise/errors'
import { UiProvider, useNarrow } from '@mortise/ui'
import { PublicFormPage, PublicProgressPage, VerifyPage } from '@mortise/views/public'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'

// Charts are large; whoever fills in a form has no need of them.
const SharedReportPage = lazy(async () => ({
  default: (await import('@mortise/views/public-report')).SharedReportPage,
}))

const dark = '(prefers-color-scheme: dark)'
const kept = 'mortise.public.locale'

/** The language of the page: what was chosen before, what the address asks for, or the browser's own. */
function firstLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  try {
    const before = localStorage.getItem(kept)
    if (before === 'zh' || before === 'en') return before
  } catch {
    // Frames of other sites may keep nothing.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/**
 * The pages that strangers open: a form by its link (`/f/…`), how far it has come (`/p/…`), a report (`/s/…`). Without any
 * session.
 */
/** A part of the address as it was typed; one that can't be read is no code. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** The pages that strangers open: a form by its link (`/f/…`), how far it has come (`/p/…`), and whether a document is the real one (`/verify/…`). Without any session. */
export function PublicApp(): ReactNode {
  const [locale, setLocale] = useState(firstLocale)
  const [isDark, setDark] = useState(() => matchMedia(dark).matches)
  const narrow = useNarrow()
  useEffect(() => {
    const list = matchMedia(dark)
    const hear = (): void => setDark(list.matches)
    list.addEventListener('change', hear)
    return () => list.removeEventListener('change', hear)
  }, [])
  const language = {
    locale,
    setLocale: (next: Locale): void => {
      setLocale(next)
      try {
        localStorage.setItem(kept, next)
      } catch {
        // As above.
      }
    },
  }
  const [, kind = '', token = ''] = location.pathname.split('/')
  return (
    <UiProvider
      locale={locale}
      mode={isDark ? 'dark' : 'light'}
      timeZone="Asia/Shanghai"
      touch={narrow || matchMedia('(pointer: coarse)').matches}
    >
      {kind === 's' ? (
        <Suspense fallback={null}>
          <SharedReportPage token={token} language={language} embedded={self !== top} />
        </Suspense>
      ) : kind === 'verify' ? (
        <VerifyPage code={decoded(token)} language={language} />
      ) : kind === 'p' ? (
        <PublicProgressPage token={token} language={language} />
      ) : (
        <PublicFormPage token={token} language={language} embedded={self !== top} />
      )}
    </UiProvider>
  )
}
