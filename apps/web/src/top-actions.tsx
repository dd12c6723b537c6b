import { Avatar, IconButton, useNavigator, useT } from '@mortise/ui'
import { FavouriteButton, paths, useWorkspace } from '@mortise/views'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import type { Preferences } from './preferences.ts'

/** The right end of the top bar: the star, new, light or dark, the bell, and oneself. */
export function TopActions({
  preferences,
  onCreate,
  onNews,
}: {
  readonly preferences: Preferences
  readonly onCreate: () => void
  readonly onNews: () => void
}): ReactNode {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const { go } = useNavigator()
  const mayMake = model.entities.some(
    (entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.create === true,
  )
  const isDark = preferences.mode === 'dark'
  return (
    <>
      <FavouriteButton />
      {mayMake ? <IconButton icon="plus" size={18} label={t('create')} hint="C" onClick={onCreate} /> : null}
      <span className="m-only-wide">
        <IconButton
          icon={isDark ? 'sun' : 'moon'}
          label={t(isDark ? 'toLight' : 'toDark')}
          onClick={() => preferences.setTheme(isDark ? 'light' : 'dark')}
        />
      </span>
      <IconButton icon="bell" size={18} label={t('notifications')} count={me.unread} onClick={onNews} />
      <button
        type="button"
        className="m-icon-button"
        aria-label={`${t('me')} ${me.user.name}`}
        onClick={() => go(paths.settings())}
      >
        <span aria-hidden="true">
          <Avatar name={me.user.name} size={26} />
        </span>
      </button>
    </>
  )
}
