import { lazy } from 'react'
import { cardSlot, oneField, pictures } from '../view-type/slots.ts'
import type { ViewType } from '../view-type/types.ts'

/** Records as cards with a picture. */
export const galleryView: ViewType = {
  type: 'gallery',
  label: { zh: '画廊', en: 'Gallery' },
  icon: 'layout-grid',
  description: { zh: '带封面的卡片，适合产品、人员', en: 'Cards with a cover, for products or people' },
  Component: lazy(() => import('./gallery-view.tsx')),
  columns: false,
  slots: [
    oneField(
      'coverField',
      { zh: '封面', en: 'Cover' },
      { hint: { zh: '拖一个图片字段', en: 'Drag a picture field' }, takes: pictures },
    ),
    cardSlot,
  ],
  settings: [],
}
