import { type NavGroup, useLocale, useT } from '@mortise/ui'
import { favouriteLink, useFavourites, useWorkspace } from '@mortise/views'
import { useMemo } from 'react'
import { messages } from './messages.ts'

/** How many favourites stand in the navigation; the home page shows more. */
const most = 8

/** The person's favourites as a part of the navigation; none while there are none. */
export function useFavouriteGroup(): readonly NavGroup[] {
  const { model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { data } = useFavourites()
  return useMemo(() => {
    const links = (data ?? []).flatMap((one) => favouriteLink(one, model, locale) ?? [])
    if (links.length === 0) return []
    return [{ key: 'favourites', label: t('favourites'), links: links.slice(0, most) }]
  }, [data, model, locale, t])
}
