import { useNavigator, useT } from '@mortise/ui'
import { type PaletteCommand, paths, useWorkspace } from '@mortise/views'
import { useContext, useMemo } from 'react'
import { messages } from './messages.ts'
import { ProfileContext } from './pages/profile-context.ts'
import type { Preferences } from './preferences.ts'

type Acts = {
  readonly onCreate: () => void
  readonly onHelp: () => void
  readonly onNews: () => void
  readonly onFold: () => void
}

/** What the shell can do, by name: for the palette. */
export function useCommands(preferences: Preferences, acts: Acts): readonly PaletteCommand[] {
  const t = useT(messages)
  const { me } = useWorkspace()
  const { go } = useNavigator()
  const profile = useContext(ProfileContext)
  const { onCreate, onHelp, onNews, onFold } = acts
  return useMemo(() => {
    const isDark = preferences.mode === 'dark'
    const other = preferences.locale === 'zh' ? ('en' as const) : ('zh' as const)
    const command = (key: string, icon: string, run: () => void, hint = ''): PaletteCommand => ({
      key: `x-${key}`,
      label: t(key as 'toDark'),
      icon,
      run,
      ...(hint === '' ? {} : { hint }),
    })
    return [
      command('quickCreate', 'plus', onCreate, 'C'),
      command(isDark ? 'toLight' : 'toDark', isDark ? 'sun' : 'moon', () =>
        preferences.setTheme(isDark ? 'light' : 'dark'),
      ),
      command(other === 'en' ? 'toEnglish' : 'toChinese', 'globe', () => profile?.onLocale(other)),
      command('keysHelp', 'info', onHelp, '?'),
      command('myDrafts', 'history', () => go(paths.drafts())),
      command('notifications', 'bell', onNews),
      command('foldNavigation', 'panel-left-close', onFold),
      command('settings', 'settings', () => go(paths.settings())),
      ...(me.design
        ? [
            command('design', 'palette', () => go(paths.design())),
            command('addApp', 'plus', () => go(paths.gallery())),
          ]
        : []),
      command('signOut', 'log-out', () => profile?.onSignOut()),
    ]
  }, [preferences, profile, me.design, t, go, onCreate, onHelp, onNews, onFold])
}
