import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Config, remarksOf } from '@relevo/config'
import { topics as topicsUnder } from '@relevo/core/protocol'
import { type Logger, pino } from 'pino'
import { alertRules } from './assembly/alert-rules.ts'
import { createClosing } from './assembly/closing.ts'
import { evidenceOf } from './assembly/evidence-of.ts'
import { keepHistory } from './assembly/keep-history.ts'
import { keepTime } from './assembly/keep-time.ts'
import { urlHost } from './assembly/not-listening.ts'
import { openFleet } from './assembly/open-fleet.ts'
import { hearKiosks, openKiosks, watchKiosks } from './assembly/open-kiosks.ts'
import { openLadders } from './assembly/open-ladders.ts'
import { listen, listenMqtt } from './assembly/open-ports.ts'
import { readinessChecks } from './assembly/open-readiness.ts'
import { openReceiver } from './assembly/open-receiver.ts'
import { secrets } from './assembly/secrets.ts'
import { ownVersion } from './assembly/version.ts'
import { wait } from './assembly/wait.ts'
import { createAccess } from './fleet/access/access.ts'
import type { AccessStore } from './fleet/access/ports.ts'
import { createAlerts } from './fleet/alerts/alerts.ts'
import type { AlertStore } from './fleet/alerts/ports.ts'
import { createDoctor } from './fleet/doctor/doctor.ts'
import { createStrangeProxies } from './fleet/doctor/strange-proxies.ts'
import { createEnrolment } from './fleet/enrolment/enrolment.ts'
import type { EnrolmentStore } from './fleet/enrolment/ports.ts'
import type { Fleet } from './fleet/fleet.ts'
import { createHistory } from './fleet/history/history.ts'
import { hostingFault } from './fleet/hosting-fault.ts'
import type { Ladders } from './fleet/ladder/ladders.ts'
import { createBell } from './fleet/live/bell.ts'
import { ACCESS_CHANGES, ALERT_CHANGES, ENROLMENT_CHANGES } from './fleet/live/changes.ts'
import { createLive } from './fleet/live/live.ts'
import { ringing } from './fleet/live/ringing.ts'
import { createPostOffice } from './fleet/notices/post-office.ts'
import { watchStorms } from './fleet/storms/storm-watch.ts'
import { USUAL_POLL } from './fleet/tablet.ts'
import { showToHomeAssistant } from './home-assistant/home-assistant.ts'
import { createApp } from './http/app.ts'
import { USUAL_LIMITS } from './http/limit-settings.ts'
import { USUAL_STREAMS } from './http/live/streams.ts'
import { trustedProxies } from './http/proxies.ts'
import { waitingLine } from './http/waiting-line.ts'
import type { KioskRights } from './mqtt/access.ts'
import { createBroker } from './mqtt/broker.ts'
import { openBroker } from './mqtt/open-broker.ts'
import { hintsOver } from './mqtt/outbox.ts'
import { homeAssistantCrossings } from './mqtt/site/crossing.ts'
import { statusesOver } from './mqtt/statuses.ts'
import { createSinks } from './notifiers/index.ts'
import { createProber } from './probes/index.ts'
import { createOutsideProbe } from './probes/outside-probe.ts'
import { createReadinessProbe, watchEventLoop, watchTurns } from './readiness/index.ts'
import { keptToken, openData, tokenPath } from './store/index.ts'

/** A server that runs. */
export interface RunningServer {
  /** Address without a trailing slash. */
  url: string
  port: number
  /** Absent when MQTT has no TCP listener. */
  mqttPort?: number
  /** The site's broker, when there is one, without a password. */
  siteBroker?: { url: string; mode: 'bridge' | 'instead' }
  /** The token in force. */
  token: string
  /** Where the token is kept; absent when it was given. */
  tokenFile?: string
  /** Stop, with everything written. */
  close(): Promise<void>
}

/** Folder of the dashboard, when no other is named. */
const BUILT_DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
/** How long a tablet's last sign of life may be in memory only, ms. */
const FLUSH_EVERY = 2_000

/**
 * Start a server: this is where every part meets.
 *
 * @param log where it writes what happens; nowhere by default
 * @throws RelevoError `port-taken`, `config-invalid` for a port or host that cannot be listened on, `data-unusable`
 * @example const server = await createServer(readConfig({ env: { PORT: '0', MQTT_PORT: 'auto', RELEVO_DATA: folder } }).config)
 */
export async function createServer(config: Config, log: Logger = pino({ level: 'silent' })): Promise<RunningServer> {
  const closing = createClosing()
  try {
    for (const remark of remarksOf(config)) log.warn(remark)
    const { store, files, packed } = await openData(config.data)
    closing.push(() => store.close())
    const token = config.token ?? (await keptToken(config.data))
    const kept = config.token === undefined && { tokenFile: tokenPath(config.data) }
    const { prefix, siteBroker: site } = config
    const { prefix: discovery } = config.homeAssistant
    const topics = topicsUnder(prefix)
    const world = {
      now: () => Date.now(),
      newId: () => randomUUID(),
      warn: (message: string, cause: unknown) => log.warn({ err: cause }, message),
      wait,
    }
    const proxies = trustedProxies(config.trustProxy)
    const strangeProxies = createStrangeProxies(world.now)
    const bell = createBell()
    const live = await createLive({ store, bell, world })
    closing.push(() => live.stop())
    const access = createAccess(
      { store: ringing<AccessStore>(store.access, ACCESS_CHANGES, bell), secrets, world },
      token,
    )
    const enrolment = await createEnrolment(
      {
        store: ringing<EnrolmentStore>(store.enrolment, ENROLMENT_CHANGES, bell),
        secrets,
        world,
        // Asked only when somebody comes in, which is after everything here stands.
        namesOf: (tablet) => fleet.tablets.namesOf(tablet),
        hasReported: (tablet) => fleet.tablets.get(tablet)?.release !== undefined,
      },
      { mode: config.access, ...(config.siteKey !== undefined && { siteKey: config.siteKey }) },
    )
    closing.push(() => enrolment.flush())
    // Kiosks speak over the broker, which asks them who may; before they are there nobody can reach it.
    let kioskTopics: KioskRights | undefined
    const rights: KioskRights = {
      kioskTopics: (kiosk) => kioskTopics?.kioskTopics(kiosk),
      mayAnnounce: (kiosk, component, clientId) => kioskTopics?.mayAnnounce(kiosk, component, clientId) === true,
      isCommandTopic: (topic) => kioskTopics?.isCommandTopic(topic) === true,
    }
    const line = waitingLine()
    const storms = watchStorms(
      {
        now: () => performance.now(),
        chance: Math.random,
        waits: line.waits,
        begun: () => log.warn('A storm: more tablets come than can be served, and are told to come later'),
        passed(storm) {
          log.warn(storm, 'The storm has passed')
          fleet.stormPassed(storm)
        },
      },
      config.limits,
    )
    const broker = await openBroker(
      { prefix, ...(site && { site }), isCommandTopic: rights.isCommandTopic },
      () =>
        createBroker({ token, prefix, discovery, door: enrolment, kiosks: rights, addressOf: proxies.addressOf }, log),
      log,
    )
    closing.push(() => broker.close())
    const surroundings = { config, log, store, files, packed, bell, world, broker }
    const prober = createProber({ now: world.now, hostingFault: (version) => hostingFault(version, { store, files }) })
    const hints = hintsOver(broker.bus, topics)
    let ladders: Ladders | undefined
    const fleet: Fleet = await openFleet(surroundings, {
      hints,
      statuses: statusesOver(broker.bus, topics),
      guard: enrolment,
      prober,
      directiveFor: (tablet) => ladders?.directiveFor(tablet),
    })
    closing.push(() => fleet.flush())
    const kiosks = await openKiosks(surroundings, fleet, enrolment)
    closing.push(() => kiosks.flush())
    kioskTopics = kiosks.topics
    const history = createHistory(store.history, fleet.environments)
    const notKept = (error: unknown) => log.error({ err: error }, 'The history of the fleet cannot be kept')
    closing.push(await keepHistory({ fleet, store: store.history, world }, config.events.keep, notKept))
    const flush = () =>
      Promise.all([fleet.flush(), kiosks.flush(), enrolment.flush()]).catch((error: unknown) =>
        log.error({ err: error }, 'The store cannot be written'),
      )
    const flushing = setInterval(flush, FLUSH_EVERY)
    closing.push(async () => clearInterval(flushing))

    const name = ['0.0.0.0', '::', '127.0.0.1'].includes(config.host) ? 'localhost' : urlHost(config.host)
    let url = `http://${name}`
    const home = () => config.publicUrl ?? url
    const sinks = createSinks(config.notices)
    const office = await createPostOffice({ store: store.notices, sinks, world, home })

    const receiver = openReceiver(surroundings, fleet)

    await broker.serve(fleet)
    const notRepeated = (error: unknown) => log.warn({ err: error }, 'The hints could not be sent again')
    broker.bus.onUp(() => void fleet.repeatHints().catch(notRepeated))

    closing.push(await hearKiosks(surroundings, kiosks))

    const eventLoop = watchEventLoop()
    closing.push(async () => eventLoop.stop())
    const readiness = createReadinessProbe(readinessChecks(surroundings, prober, eventLoop, storms), world)
    const stopTurns = watchTurns((late) => storms.turn(Math.max(late, line.waits())))
    closing.push(async () => stopTurns())

    const { checkEvery } = config
    const poll = checkEvery === undefined ? USUAL_POLL : checkEvery * 1000
    const alerts = await createAlerts(
      {
        store: ringing<AlertStore>(store.alerts, ALERT_CHANGES, bell),
        tablets: fleet.eachTablet,
        desiredOf: fleet.desiredOf,
        environments: Object.keys(config.environments),
        world,
      },
      alertRules(config.alerts, poll),
    )

    ladders = await openLadders(
      surroundings,
      { fleet, kiosks: kiosks.reach, isAt: kiosks.isAt, hints, prober, enrolment },
      poll,
    )

    const { base, maxFile, dashboard = BUILT_DASHBOARD, idle } = config
    const doctor = createDoctor(
      {
        fleet,
        sources: evidenceOf({ ...broker, kiosks, enrolment, strangeProxies }),
        outside: createOutsideProbe(),
        world,
      },
      { home: config.publicUrl, base, poll },
    )
    const limits = { ...USUAL_LIMITS, calls: config.limits.perToken, signIns: config.limits.signIns }
    const webhookSecrets = config.webhook.secrets
    let mqttPort: number | undefined
    const places = {
      base,
      mqttPort: () => mqttPort,
      proxies,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    }
    const settings = { ...places, maxFile, dashboard, idle, limits, webhookSecrets, streams: USUAL_STREAMS }
    const app = await createApp(
      {
        fleet,
        kiosks,
        live,
        history,
        access,
        enrolment,
        office,
        alerts,
        ladders,
        files,
        packed,
        receiver,
        readiness,
        storms,
        line,
        doctor,
        strangeProxies,
        log,
      },
      settings,
    )
    app.server.on('upgrade', broker.upgrade)
    closing.push(() => app.close())
    closing.push(() => broker.close()) // before the app, which waits for the WebSockets of its port
    await fleet.packing.takeUp() // before the first tablet asks what patches there are
    closing.push(() => fleet.packing.stop())
    const port = await listen(app, config)
    mqttPort = await listenMqtt(broker, config)
    url = `http://${name}:${port}`
    // Only now: what leaves the house has a link to it.
    for (const sink of sinks) {
      const failed = (error: unknown) => log.error({ err: error }, `The notices for ${sink.name} cannot be worked on`)
      closing.push(keepTime(() => office.run(sink.name), failed))
    }
    // From here on tablets can be heard.
    alerts.start()
    closing.push(() => alerts.stop())
    closing.push(watchKiosks(surroundings, kiosks))
    if (config.homeAssistant.enabled) {
      const parts = {
        bus: broker.bus,
        fleet,
        kiosks: kiosks.reach,
        needsHands: (tablet: string) => ladders?.handsFor(tablet),
        bell,
        world,
      }
      await broker.cross(homeAssistantCrossings(prefix, discovery))
      const settings = { prefix, discovery, version: await ownVersion(), home: config.publicUrl, poll }
      closing.push(showToHomeAssistant(parts, settings))
    }
    ladders.start()
    closing.push(async () => ladders?.stop())
    // First of all to stop: a look at a server that is closing would find it sick, and a command that is still to be ended
    // must not wait for a sink that does not answer, or for whoever downloads: it would outlive this process.
    closing.push(() => fleet.deployments.stop())
    closing.push(() => live.stop()) // before all of that: nobody is kept by a stream
    await fleet.deployments.takeUp()
    const joined = site && { siteBroker: { url: site.url, mode: site.mode } }
    return { url, port, ...(mqttPort !== undefined && { mqttPort }), ...joined, token, ...kept, close: closing.all }
  } catch (error) {
    await closing
      .all()
      .catch((left: unknown) => log.error({ err: left }, 'A server that did not start could not be put away'))
    throw error
  }
}
