import { Tabs as AntTabs, type TabsProps } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * antd's tabs with the role of the list on the element that holds tabs and nothing else: antd gives it to one that holds
 * its "more" button too, which a screen reader then counts among the tabs.
 */
export function Tabs(props: TabsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const bar = box.current?.querySelector(':scope > .ant-tabs > .ant-tabs-nav')
    const list = bar?.querySelector('.ant-tabs-nav-list')
    if (bar === undefined || bar === null || list === undefined || list === null) return
    bar.setAttribute('role', 'presentation')
    list.setAttribute('role', 'tablist')
    list.setAttribute('aria-orientation', bar.getAttribute('aria-orientation') ?? 'horizontal')
    bar.removeAttribute('aria-orientation')
  })
  return (
    <div ref={box} style={{ display: 'contents' }}>
      <AntTabs {...props} />
    </div>
  )
}
