import type { Json } from '@mortise/expressions'
import type { ChartTheme } from '../define.ts'

/** More categories than these can't be told apart at once. */
const most = { lying: 14, standing: 60 } as const

/**
 * A window that is moved along the categories where there are too many for one look. On paper nothing moves, so that
 * all of them are drawn.
 */
export function crowdZoom(theme: ChartTheme, count: number, horizontal: boolean): { [key: string]: Json } {
  const shown = horizontal ? most.lying : most.standing
  if (count <= shown || theme.still === true) return {}
  const axis = horizontal ? { yAxisIndex: 0, orient: 'vertical' } : { xAxisIndex: 0 }
  const window = { ...axis, startValue: 0, endValue: shown - 1 }
  return {
    dataZoom: [
      { type: 'inside', ...window, zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: horizontal },
      {
        type: 'slider',
        ...window,
        ...(horizontal ? { width: 10, right: 2 } : { height: 10, bottom: 2 }),
        showDetail: false,
        showDataShadow: false,
        brushSelect: false,
        borderColor: theme.border,
        fillerColor: theme.border,
        handleSize: 0,
        moveHandleSize: 0,
      },
    ],
  }
}
