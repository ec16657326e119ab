/** What a broker says to this end; sections are those of MQTT 3.1.1 and of MQTT 5. */
export type Heard =
  /** CONNACK (3.2). `keepAlive` and `longest` are the broker's own wishes, which only MQTT 5 can say: seconds, and bytes of a packet. */
  | { is: 'connack'; code: number; keepAlive?: number | undefined; longest?: number | undefined }
  /** PUBLISH (3.3); one with an id wants a PUBACK. */
  | { is: 'publish'; text: string; id?: number }
  /** PUBACK (3.4), SUBACK (3.9) or PINGRESP (3.13), whose id is 0 here. */
  | { is: 'answer'; id: number }
  /** No MQTT, or nothing that this end has asked for or can go on after; a DISCONNECT (MQTT 5, 3.14) too. */
  | { is: 'nonsense' }
