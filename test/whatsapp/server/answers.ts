import type { Link } from './link.ts';
import { child, children, digits, type Node, node, server } from './nodes.ts';
import type { Addressing, Person } from './person.ts';

interface World {
  link: Link;
  people: Map<string, Person>;
  port: number;
  addressing: Addressing;
}

/** What the server answers to a question of the client (`iq`). */
export function answerTo(world: World, iq: Node): Node[] | undefined {
  const { xmlns } = iq.attrs;
  const first = children(iq)[0];
  if (xmlns === 'encrypt' && first?.tag === 'count') {
    return [node('count', { value: `${Math.max(1, world.link.preKeys)}` })];
  }
  if (xmlns === 'encrypt' && child(iq, 'identity')) world.link.publish(iq);
  if (xmlns === 'encrypt' && first?.tag === 'digest') return [node('digest')];
  if (xmlns === 'encrypt' && first?.tag === 'key') {
    return [
      node(
        'list',
        {},
        children(first).map(({ attrs }) => bundleOf(world, attrs.jid ?? '')),
      ),
    ];
  }
  if (xmlns === 'usync' && first) {
    const asked = child(first, 'list');
    const found = asked ? children(asked).map((user) => lookUp(world, user)) : [];
    return [node('usync', first.attrs, [node('list', {}, found)])];
  }
  if (xmlns === 'w:m') {
    const hostname = `127.0.0.1:${world.port}`;
    return [node('media_conn', { auth: 'x', ttl: '3600' }, [node('host', { hostname })])];
  }
  if (xmlns === 'abt') return [node('props', { hash: 'x' }, [])];
  if (xmlns === 'blocklist') return [node('list', {}, [])];
  if (xmlns === 'privacy')
    return [node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])];
  if (xmlns === 'w:g2' && first?.tag === 'participating') return [node('groups', {}, [])];
  return undefined;
}

const bundleOf = (world: World, jid: string): Node =>
  (world.people.get(digits(jid))?.phone ?? world.link.owner).bundle(jid);

function lookUp(world: World, asked: Node): Node {
  const phone = child(asked, 'contact')?.content;
  const jid = asked.attrs.jid ?? `${String(phone ?? '').replace(/\D/g, '')}@${server}`;
  const person = world.people.get(digits(jid));
  const devices = node('devices', {}, [node('device-list', {}, [node('device', { id: '0' })])]);
  const lid =
    person && !world.addressing.endsWith('alone') ? [node('lid', { val: person.lid })] : [];
  return node('user', { jid }, [node('contact', { type: person ? 'in' : 'out' }), devices, ...lid]);
}
