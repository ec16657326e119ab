import type { Fully } from '../kiosk/fully.ts'

/** Where the code that is bound runs, and what it finds on a device; a window or a small one. */
interface Device {
  window: EventTarget
  id?: string
  name?: string
  startUrl?: string
  screenOn?: boolean
}

/**
 * Fully Kiosk Browser as far as its documents tell: methods that work by their object only, as those of an Android bridge
 * do, events that run code in the page, and no way to call one off.
 */
export class FakeFully implements Fully {
  readonly calls: string[] = []
  readonly device: Device
  readonly #codes: [event: string, code: string][] = []

  constructor(device: Device) {
    this.device = device
  }

  getDeviceId(): string {
    return this.#called('getDeviceId', this.device.id ?? '3f2a91c0-77d1e0b2')
  }

  getDeviceName(): string {
    return this.#called('getDeviceName', this.device.name ?? 'SM-T510')
  }

  getScreenOn(): boolean {
    return this.#called('getScreenOn', this.device.screenOn ?? true)
  }

  getStartUrl(): string {
    return this.#called('getStartUrl', this.device.startUrl ?? 'http://panel.test/?tablet=lobby-1')
  }

  loadStartUrl(): void {
    this.#called('loadStartUrl', undefined)
  }

  restartApp(): void {
    this.#called('restartApp', undefined)
  }

  bind(event: string, code: string): void {
    this.#called('bind', undefined)
    this.#codes.push([event, code])
  }

  /** It happens to the device: whatever is bound runs in the page. */
  happens(event: string): void {
    for (const [name, code] of this.#codes)
      if (name === event) new Function('window', 'Event', code)(this.device.window, Event)
  }

  #called<T>(name: string, answer: T): T {
    this.calls.push(name)
    return answer
  }
}
