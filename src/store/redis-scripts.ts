/**
 * What Redis does in one step, as Lua. Every call may be sent twice: ioredis repeats what it got no answer
 * to. Deadlines use Redis's own clock. Keys of a chat: its session (hash), inbox (list), known event ids
 * (sorted by time), replies (list), said reply ids (sorted by time); and one index of chats by when they
 * are due.
 */
export const keysOf = (prefix: string, chat: string): string[] => [
  `${prefix}session:${chat}`,
  `${prefix}inbox:${chat}`,
  `${prefix}known:${chat}`,
  `${prefix}replies:${chat}`,
  `${prefix}said:${chat}`,
  `${prefix}due`,
];

const prelude = `
local session, inbox, known, replies, said, due = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local chat = ARGV[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function get(field) return redis.call('HGET', session, field) or '' end
local function mine(token) return get('token') == token end
local function runId() return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') end
local function release(at)
  redis.call('HDEL', session, 'token', 'until')
  if at then redis.call('ZADD', due, at, chat) else redis.call('ZREM', due, chat) end
end
local function remember(ids, id, time)
  redis.call('ZREMRANGEBYSCORE', ids, '-inf', now - time)
  local added = redis.call('ZADD', ids, 'NX', now, id)
  redis.call('PEXPIRE', ids, time)
  return added == 1
end
local function push(item)
  local id = cjson.decode(item).id
  for _, queued in ipairs(redis.call('LRANGE', replies, 0, -1)) do
    if cjson.decode(queued).id == id then return end
  end
  if not redis.call('ZSCORE', said, id) then redis.call('RPUSH', replies, item) end
end
`;

/**
 * What is to be done next, under the lock: a reply, for a chat speaks before it listens, or the head of the
 * inbox (a peek), its tries with this one counted. A call that is sent twice counts once: \`attempt\`.
 * Where there is nothing to do now, the lock is given back. ARGV 1 to 5: chat, token, attempt, lock ms, 1 to
 * forgive the last try.
 */
const give = `
local token, attempt, lock, pardon = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local function give()
  if get('token') ~= '' and not mine(token) and (tonumber(get('until')) or 0) > now then return {'busy'} end
  local reply, head = redis.call('LINDEX', replies, 0), redis.call('LINDEX', inbox, 0)
  if not reply and not head then release() return {'idle'} end
  local after = tonumber(get('after')) or 0
  if after > now then release(after) return {'later', after - now} end
  redis.call('HSET', session, 'token', token, 'until', now + lock)
  redis.call('ZADD', due, now + lock, chat)
  if reply then return {'say', reply} end
  local event, tries, pardons = cjson.decode(head).event, 0, 0
  if get('tried') == event then tries, pardons = tonumber(get('tries')), tonumber(get('pardons')) end
  if get('attempt') ~= attempt then
    if tries > 0 then pardons = pardons + pardon end
    tries = tries + 1
    redis.call('HSET', session, 'attempt', attempt, 'tried', event, 'tries', tries, 'pardons', pardons)
  end
  return {'turn', head, tries, pardons, get('position'), get('n'), get('run'), get('rebuilt'), get('shown'), runId()}
end
`;

/** Line 1 for an event: it is pushed once, however often it is delivered. ARGV 6 to 8: event, item, known ms. */
export const accept = `${prelude}${give}
if remember(known, ARGV[6], ARGV[8]) then
  redis.call('RPUSH', inbox, ARGV[7])
  redis.call('ZADD', due, 'NX', now, chat)
elseif not mine(token) then return {'known'} end
return give()`;

/** Line 1 without an event. */
export const take = `${prelude}${give}
return give()`;

/**
 * Line 5. A holder that lost the lock, and one that has ended this turn already, change nothing and are given
 * what anybody is. ARGV 6 to 12: event, position, n, run, rebuilt, question, keep ms; then the replies.
 */
export const finish = `${prelude}${give}
local head = redis.call('LINDEX', inbox, 0)
if mine(token) and head and cjson.decode(head).event == ARGV[6] then
  redis.call('LPOP', inbox)
  local question = ARGV[11]
  if get('question') ~= question or get('run') ~= runId() then redis.call('HDEL', session, 'shown') end
  redis.call('HSET', session, 'position', ARGV[7], 'n', ARGV[8], 'run', ARGV[9], 'rebuilt', ARGV[10], 'question', question)
  redis.call('HDEL', session, 'tries', 'pardons', 'tried', 'after')
  redis.call('PEXPIRE', session, ARGV[12])
  for i = 13, #ARGV do push(ARGV[i]) end
end
return give()`;

/** Line 6: pops a said reply, remembers it, and marks its question shown. ARGV 6 to 9: reply, question, order, known ms. */
export const saidOne = `${prelude}${give}
local head = redis.call('LINDEX', replies, 0)
if mine(token) and head and cjson.decode(head).id == ARGV[6] then
  redis.call('LPOP', replies)
  remember(said, ARGV[6], ARGV[9])
  if ARGV[7] ~= '' and ARGV[8] ~= '' and get('question') == ARGV[7] and get('shown') == '' then
    redis.call('HSET', session, 'shown', ARGV[8])
  end
end
return give()`;

/** Gives the chat back, to be looked at again after so many ms. ARGV: chat, token, ms. */
export const giveBack = `${prelude}
if not mine(ARGV[2]) then return 0 end
redis.call('HSET', session, 'after', now + ARGV[3])
release(now + ARGV[3])
return 1`;

/**
 * Line 7: replies of a stored turn that were never said. A question that the session has passed is over; one
 * that it has not come to yet is not. ARGV: chat, the turn's n, known ms, then pairs of question and item.
 * Gives how many of the replies are over or said.
 */
export const requeue = `${prelude}
local hasCome = get('n') ~= '' and tonumber(get('n')) >= tonumber(ARGV[2])
local closed = 0
for i = 4, #ARGV, 2 do
  local question, id = ARGV[i], cjson.decode(ARGV[i + 1]).id
  local isOver = hasCome and question ~= '' and question ~= get('question')
  if isOver then remember(said, id, ARGV[3]) end
  if redis.call('ZSCORE', said, id) then closed = closed + 1 else push(ARGV[i + 1]) end
end
if redis.call('LLEN', replies) > 0 then redis.call('ZADD', due, 'NX', now, chat) end
return closed`;

/**
 * Takes the chat's lock to have it forgotten, where nothing is in it and nobody has written after that event; without an
 * event, where there is no session any more. ARGV: chat, token, lock ms, event, 1 to forget unsaid replies too.
 */
export const seize = `${prelude}
local token, lock, event, force = ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5] == '1'
if get('token') ~= '' and not mine(token) and (tonumber(get('until')) or 0) > now then return 'later' end
if redis.call('LLEN', inbox) > 0 then return 'went-on' end
if redis.call('LLEN', replies) > 0 and not force then return 'later' end
local newest = redis.call('ZREVRANGE', known, 0, 0)[1]
if event == '' and get('position') ~= '' then return 'went-on' end
if event ~= '' and newest and newest ~= event then return 'went-on' end
redis.call('HSET', session, 'token', token, 'until', now + lock)
if redis.call('PTTL', session) == -1 then redis.call('PEXPIRE', session, 2 * lock) end
return 'taken'`;

/** Forgets a chat that was seized. The ids of what was known and said end by themselves. ARGV: chat, token. */
export const drop = `${prelude}
if not mine(ARGV[2]) then return 0 end
redis.call('DEL', session, replies)
if redis.call('LLEN', inbox) > 0 then redis.call('ZADD', due, now, chat) else redis.call('ZREM', due, chat) end
return 1`;

/** Events not taken and replies not said, of one chat. */
export const pending = `${prelude}
return redis.call('LLEN', inbox) + redis.call('LLEN', replies)`;

/** Chats whose time has come, the longest waiting first. ARGV: chat (unused), how many. */
export const listDue = `${prelude}
return redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, ARGV[2])`;
