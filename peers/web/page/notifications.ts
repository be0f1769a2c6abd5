/** Notifications of the system, for those who switch them on. They say who writes, not what: others see the screen too. */

import { t } from '../../language/sentence'
import { el } from './dom'
import { shownName } from './people'
import { say } from './words'

const KEPT = 'p2p-notify'

function isOn(): boolean {
  return (
    'Notification' in window && Notification.permission === 'granted' && localStorage.getItem(KEPT) === 'on'
  )
}

/** A switch. */
export function notificationSetting(): HTMLElement {
  const box = el('input', { type: 'checkbox', role: 'switch', checked: isOn() })
  box.addEventListener('change', async () => {
    if (box.checked && 'Notification' in window) await Notification.requestPermission()
    localStorage.setItem(KEPT, box.checked ? 'on' : 'off')
    box.checked = isOn()
  })
  return el('label', { class: 'switch' }, box, ` ${say(t`Notify me when somebody writes`)}`)
}

/** @param show opens the chat. */
export function notify(friend: string, show: () => void): void {
  if (!isOn()) return
  const told = new Notification(say(t`${shownName(friend)} writes`), { tag: friend, icon: '/page.svg' })
  told.addEventListener('click', () => {
    window.focus()
    show()
    told.close()
  })
}
