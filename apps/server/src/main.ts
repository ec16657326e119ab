import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Config } from '@relevo/config'
import { findFilters } from '@relevo/core/kiosk'
import { topics as topicsUnder } from '@relevo/core/protocol'
import { type Logger, pino } from 'pino'
import { alertRules } from './alert-rules.ts'
import { crossKiosks } from './cross-kiosks.ts'
import { createDeployer } from './deployers/index.ts'
import { NOT_CONFIGURED } from './deployers/not-configured.ts'
import { environmentRules } from './environment-rules.ts'
import { evidenceOf } from './evidence-of.ts'
import { createAccess } from './fleet/access/access.ts'
import type { AccessStore } from './fleet/access/ports.ts'
import { createAlerts } from './fleet/alerts/alerts.ts'
import type { AlertStore } from './fleet/alerts/ports.ts'
import { createFleet, type FleetRules } from './fleet/create-fleet.ts'
import type { DeploymentStore } from './fleet/deployments/deployment-store.ts'
import type { HealthTarget } from './fleet/deployments/ports.ts'
import { createDoctor } from './fleet/doctor/doctor.ts'
import { createEnrolment } from './fleet/enrolment/enrolment.ts'
import type { EnrolmentStore } from './fleet/enrolment/ports.ts'
import { PRODUCTION } from './fleet/environment.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { GroupStore } from './fleet/groups/ports.ts'
import { createHistory } from './fleet/history/history.ts'
import { hostingFault } from './fleet/hosting-fault.ts'
import { createKiosks } from './fleet/kiosks/create-kiosks.ts'
import { linkedTabletsOf } from './fleet/kiosks/linked-tablets.ts'
import type { KioskStore } from './fleet/kiosks/ports.ts'
import { createLadders, type Ladders } from './fleet/ladder/ladders.ts'
import type { LadderStore } from './fleet/ladder/ports.ts'
import { createServedCheck } from './fleet/ladder/served-check.ts'
import { createBell } from './fleet/live/bell.ts'
import {
  ACCESS_CHANGES,
  ALERT_CHANGES,
  DEPLOYMENT_CHANGES,
  ENROLMENT_CHANGES,
  GROUP_CHANGES,
  KIOSK_CHANGES,
  LADDER_CHANGES,
  STORE_CHANGES,
  WEBHOOK_CHANGES,
} from './fleet/live/changes.ts'
import { createLive } from './fleet/live/live.ts'
import { ringing } from './fleet/live/ringing.ts'
import { createPostOffice } from './fleet/notices/post-office.ts'
import type { Store } from './fleet/ports.ts'
import { USUAL_POLL } from './fleet/tablet.ts'
import type { DeployDesk, WebhookStore } from './fleet/webhooks/ports.ts'
import { createReceiver } from './fleet/webhooks/receive.ts'
import { showToHomeAssistant } from './home-assistant/home-assistant.ts'
import { createApp } from './http/app.ts'
import { USUAL_LIMITS } from './http/limit-settings.ts'
import { USUAL_STREAMS } from './http/live/streams.ts'
import { keepHistory } from './keep-history.ts'
import { keepTime } from './keep-time.ts'
import { keptSeal, listenToKiosks, publishOver, restCalls } from './kiosk/index.ts'
import { ladderRules } from './ladder-rules.ts'
import type { KioskRights } from './mqtt/access.ts'
import { createBroker } from './mqtt/broker.ts'
import { type OpenBroker, openBroker } from './mqtt/open-broker.ts'
import { hintsOver } from './mqtt/outbox.ts'
import { findCrossings, homeAssistantCrossings, kioskCrossings } from './mqtt/site/crossing.ts'
import { statusesOver } from './mqtt/statuses.ts'
import { notListening, urlHost } from './not-listening.ts'
import { createSinks } from './notifiers/index.ts'
import { createProber } from './probes/index.ts'
import { createOutsideProbe } from './probes/outside-probe.ts'
import {
  createReadinessProbe,
  diskCheck,
  memoryCheck,
  provenCheck,
  serviceCheck,
  watchEventLoop,
} from './readiness/index.ts'
import { secrets } from './secrets.ts'
import { keptToken, openData, tokenPath } from './store/index.ts'
import { ownVersion } from './version.ts'
import { wait } from './wait.ts'

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
/** Kiosks that are not heard over MQTT are asked this often how they are, ms. */
const LOOK_EVERY = 60_000
/**
 * Start a server: this is where every part meets.
 *
 * @param log where it writes what happens; nowhere by default
 * @throws RelevoError `port-taken`, `config-invalid` for a port or host that cannot be listened on, `data-unusable`
 * @example const server = await createServer(readConfig({ env: { PORT: '0', MQTT_PORT: 'auto', RELEVO_DATA: folder } }).config)
 */
export async function createServer(config: Config, log: Logger = pino({ level: 'silent' })): Promise<RunningServer> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const { store, files } = await openData(config.data)
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
      isCommandTopic: (topic) => kioskTopics?.isCommandTopic(topic) === true,
    }
    const broker = await openBroker(
      { prefix, ...(site && { site }), isCommandTopic: rights.isCommandTopic },
      () => createBroker({ token, prefix, discovery, door: enrolment, kiosks: rights }, log),
      log,
    )
    closing.push(() => broker.close())
    const { keep, checkEvery } = config
    const environments = Object.entries(config.environments)
    const rules: FleetRules = {
      keep,
      ...(checkEvery !== undefined && { checkEvery }),
      environments: Object.fromEntries(environments.map(([name, one]) => [name, environmentRules(one)])),
    }
    const deployers = new Map(environments.map(([name, { deployer }]) => [name, createDeployer(deployer)]))
    const prober = createProber({ now: world.now, hostingFault: (version) => hostingFault(version, { store, files }) })
    const hints = hintsOver(broker.bus, topics)
    let ladders: Ladders | undefined
    const fleet: Fleet = await createFleet(
      {
        store: ringing<Store>(store, STORE_CHANGES, bell),
        deployments: ringing<DeploymentStore>(store.deployments, DEPLOYMENT_CHANGES, bell),
        groups: ringing<GroupStore>(store.groups, GROUP_CHANGES, bell),
        assignments: store.assignments,
        files,
        hints,
        statuses: statusesOver(broker.bus, topics),
        guard: enrolment,
        deployerOf: (name) => deployers.get(name) ?? NOT_CONFIGURED,
        targetsOf: (name, preview) => targetsOf(config.environments[name], preview),
        prober,
        directiveFor: (tablet) => ladders?.directiveFor(tablet),
        world,
      },
      rules,
    )
    closing.push(() => fleet.flush())
    const kiosks = await createKiosks({
      store: ringing<KioskStore>(store.kiosks, KIOSK_CHANGES, bell),
      wires: { ...publishOver(broker.bus), ...restCalls() },
      seal: await keptSeal(config.data),
      guard: enrolment,
      tablets: linkedTabletsOf(fleet.tablets),
      world,
      discovery,
      reserved: [`${prefix}/`, `${discovery}/`],
    })
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
    const home = () => (config.publicUrl ?? url).replace(/\/$/, '')
    const sinks = createSinks(config.notices)
    const office = await createPostOffice({ store: store.notices, sinks, world, home })

    const receiver = createReceiver(
      {
        store: ringing<WebhookStore>(store.webhooks, WEBHOOK_CHANGES, bell),
        desk: deskOf(fleet),
        releases: store.webhooks,
        world,
      },
      {
        environments: Object.fromEntries(environments.map(([name, one]) => [name, branchesOf(one)])),
        ...(config.webhook.events && { events: config.webhook.events }),
      },
    )

    await broker.serve(fleet)
    const notRepeated = (error: unknown) => log.warn({ err: error }, 'The hints could not be sent again')
    broker.bus.onUp(() => void fleet.repeatHints().catch(notRepeated))

    const notHeard = (error: unknown) => log.warn({ err: error }, 'Kiosks cannot be listened to')
    closing.push(await listenToKiosks(broker.bus, kiosks, discovery, notHeard))
    await broker.cross(findCrossings(findFilters(discovery)))
    const stopCrossing = crossKiosks(kiosks.topics, (some) => broker.cross(kioskCrossings(some)), notHeard)
    closing.push(async () => stopCrossing())

    const eventLoop = watchEventLoop()
    closing.push(async () => eventLoop.stop())
    const readiness = createReadinessProbe(
      [
        provenCheck('database', () => store.prove()),
        ...broker.checks,
        diskCheck(config.data),
        memoryCheck(),
        eventLoop.check,
        ...config.services.map((service) => serviceCheck(service, prober)),
      ],
      world,
    )

    const poll = checkEvery === undefined ? USUAL_POLL : checkEvery * 1000
    const alerts = await createAlerts(
      {
        store: ringing<AlertStore>(store.alerts, ALERT_CHANGES, bell),
        tablets: fleet.eachTablet,
        desiredOf: fleet.desiredOf,
        environments: environments.map(([name]) => name),
        world,
      },
      alertRules(config.alerts, poll),
    )

    const isHosted = (name: string) => (config.environments[name]?.deployer.kind ?? 'hosted') === 'hosted'
    ladders = await createLadders(
      {
        store: ringing<LadderStore>(store.ladders, LADDER_CHANGES, bell),
        fleet,
        kiosks: kiosks.reach,
        hints,
        isServed: createServedCheck({
          prober,
          targetsOf: (name) => targetsOf(config.environments[name], false),
          world,
        }),
        isStranger: (tablet) =>
          enrolment.strangers().some((one) => one.tablet === tablet && world.now() - one.lastSeen <= 2 * poll),
        addressOf: (name) =>
          name === PRODUCTION && isHosted(name) && config.publicUrl !== undefined
            ? `${home()}${config.base}`
            : undefined,
        world,
      },
      ladderRules(config.ladder, poll),
    )

    const { base, maxFile, dashboard = BUILT_DASHBOARD, idle } = config
    const doctor = createDoctor(
      {
        fleet,
        sources: evidenceOf({ ...broker, kiosks, enrolment }),
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
        receiver,
        readiness,
        doctor,
        log,
      },
      settings,
    )
    app.server.on('upgrade', broker.upgrade)
    closing.push(() => app.close())
    closing.push(() => broker.close()) // before the app, which waits for the WebSockets of its port
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
    const looking = new AbortController()
    const notLooked = (error: unknown) => log.error({ err: error }, 'Kiosks cannot be asked how they are')
    const lookAround = keepTime(async () => {
      await kiosks.lookAround(looking.signal)
      return world.now() + LOOK_EVERY
    }, notLooked)
    closing.push(async () => {
      looking.abort()
      await lookAround()
    })
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
    return { url, port, ...(mqttPort !== undefined && { mqttPort }), ...joined, token, ...kept, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What is asked whether a release is well. Of an app that others serve, this server knows nothing by itself. */
function targetsOf(environment: Config['environments'][string] | undefined, preview: boolean): readonly HealthTarget[] {
  const targets = (preview ? environment?.previewTargets : environment?.health.targets) ?? []
  const isHosted = (environment?.deployer.kind ?? 'hosted') === 'hosted'
  return targets.length === 0 && isHosted ? [{ hosted: true, must: true }] : targets
}

/** Where webhooks place their orders. */
function deskOf({ deployments }: Fleet): DeployDesk {
  return {
    async request({ actor, ...order }) {
      const { deployment, duplicate } = await deployments.request({ ...order, force: false, retry: false }, actor)
      return { deployment: deployment.id, duplicate }
    },
  }
}

function branchesOf({ branches, deployer }: Config['environments'][string]) {
  return { branches, deployer: deployer.kind }
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, { port, host }: Config): Promise<number> {
  try {
    await app.listen({ port, host, backlog: 4096 })
  } catch (error) {
    throw notListening(error, { variable: 'PORT', port, host })
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}

async function listenMqtt(broker: Pick<OpenBroker, 'listen'>, { mqttPort, host }: Config) {
  if (mqttPort === 0 || !broker.listen) return undefined
  const port = mqttPort === 'auto' ? 0 : mqttPort
  try {
    return await broker.listen(port, host)
  } catch (error) {
    throw notListening(error, { variable: 'MQTT_PORT', port, host })
  }
}
