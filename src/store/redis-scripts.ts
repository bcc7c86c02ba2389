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
`;

/** An event is pushed once, however often the channel delivers it. ARGV: chat, event, item, known ms. */
export const accept = `${prelude}
redis.call('ZREMRANGEBYSCORE', known, '-inf', now - ARGV[4])
if redis.call('ZADD', known, 'NX', now, ARGV[2]) == 0 then return 0 end
redis.call('RPUSH', inbox, ARGV[3])
redis.call('ZADD', due, 'NX', now, chat)
return 1`;

/** Line 1. ARGV: chat, token, lock ms, forgiven tries. Gives what is to be done next under the lock. */
export const take = `${prelude}
local token, lock = ARGV[2], tonumber(ARGV[3])
local holder, deadline = get('token'), tonumber(get('until')) or 0
if holder ~= '' and holder ~= token and deadline > now then return {'busy'} end
local reply, head = redis.call('LINDEX', replies, 0), redis.call('LINDEX', inbox, 0)
if not reply and not head then release() return {'idle'} end
local after = tonumber(get('after')) or 0
if after > now then release(after) return {'later', after - now} end
redis.call('HSET', session, 'token', token, 'until', now + lock)
redis.call('ZADD', due, now + lock, chat)
if reply then return {'say', reply} end
local event = cjson.decode(head).event
local tries, pardons = 0, 0
if get('tried') == event then tries, pardons = tonumber(get('tries')) or 0, tonumber(get('pardons')) or 0 end
tries, pardons = tries + 1, pardons + tonumber(ARGV[4])
redis.call('HSET', session, 'tried', event, 'tries', tries, 'pardons', pardons)
return {'turn', head, tries, pardons, get('position'), get('n'), get('run'), get('rebuilt'), get('shown'), runId()}`;

/** Line 5. ARGV: chat, token, event, position, n, run, rebuilt, question, keep ms, then the replies. */
export const finish = `${prelude}
if not mine(ARGV[2]) then return 0 end
local head = redis.call('LINDEX', inbox, 0)
if not head or cjson.decode(head).event ~= ARGV[3] then return 1 end
redis.call('LPOP', inbox)
local question = ARGV[8]
if get('question') ~= question or get('run') ~= runId() then redis.call('HDEL', session, 'shown') end
redis.call('HSET', session, 'position', ARGV[4], 'n', ARGV[5], 'run', ARGV[6], 'rebuilt', ARGV[7], 'question', question)
redis.call('HDEL', session, 'tries', 'pardons', 'tried', 'after')
redis.call('PEXPIRE', session, ARGV[9])
local queued = {}
for _, item in ipairs(redis.call('LRANGE', replies, 0, -1)) do queued[cjson.decode(item).id] = true end
for i = 10, #ARGV do
  local id = cjson.decode(ARGV[i]).id
  if not queued[id] and not redis.call('ZSCORE', said, id) then redis.call('RPUSH', replies, ARGV[i]) end
end
return 1`;

/** Line 6: pops a said reply, remembers it, and marks its question shown. ARGV: chat, token, reply, question, order, known ms. */
export const saidOne = `${prelude}
if not mine(ARGV[2]) then return 0 end
local head = redis.call('LINDEX', replies, 0)
if not head or cjson.decode(head).id ~= ARGV[3] then return 1 end
redis.call('LPOP', replies)
redis.call('ZREMRANGEBYSCORE', said, '-inf', now - ARGV[6])
redis.call('ZADD', said, now, ARGV[3])
if ARGV[4] ~= '' and ARGV[5] ~= '' and get('question') == ARGV[4] and get('shown') == '' then
  redis.call('HSET', session, 'shown', ARGV[5])
end
return 1`;

/** Gives the chat back, to be looked at again after so many ms. ARGV: chat, token, ms. */
export const later = `${prelude}
if not mine(ARGV[2]) then return 0 end
redis.call('HSET', session, 'after', now + ARGV[3])
release(now + ARGV[3])
return 1`;

/**
 * Line 7: replies of a stored turn that were never said. A question that the session has passed is over; one
 * that it has not come to yet is not. ARGV: chat, the turn's n, then pairs of question and item. Gives how
 * many of the replies are over or said.
 */
export const requeue = `${prelude}
local hasCome = get('n') ~= '' and tonumber(get('n')) >= tonumber(ARGV[2])
local closed = 0
local queued = {}
for _, item in ipairs(redis.call('LRANGE', replies, 0, -1)) do queued[cjson.decode(item).id] = true end
for i = 3, #ARGV, 2 do
  local question, id = ARGV[i], cjson.decode(ARGV[i + 1]).id
  local isOver = hasCome and question ~= '' and question ~= get('question')
  if isOver then redis.call('ZADD', said, 'NX', now, id) end
  if redis.call('ZSCORE', said, id) then closed = closed + 1
  elseif not queued[id] then redis.call('RPUSH', replies, ARGV[i + 1]) end
end
redis.call('ZADD', due, 'NX', now, chat)
return closed`;

/** Events not taken and replies not said, of one chat. */
export const pending = `${prelude}
return redis.call('LLEN', inbox) + redis.call('LLEN', replies)`;

/** Chats whose time has come. ARGV: chat (unused), how many. */
export const listDue = `${prelude}
return redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, ARGV[2])`;
