// A Jetstream over the real PDS's own firehose: no server of that name can be installed here. Keeps
// every event and speaks Jetstream's JSON to whoever subscribes, from a cursor or from now on.

import http from 'node:http';

class Log {
    constructor() {
        this.events = [];
        this.last = 0;
        this.listeners = new Set();
    }

    // The stream's time is its own, and no two events share one.
    add(event) {
        this.last = Math.max(Date.now() * 1000, this.last + 1);
        const whole = { did: event.did, time_us: this.last, ...event };
        this.events.push(whole);
        for (const listener of this.listeners) listener(whole);
    }
}

function jetstreamEvent(event, lexToJson) {
    const { did, seq, time } = event;
    if (event.event === 'account') {
        return { did, kind: 'account', account: { active: event.active, did, seq, time } };
    }
    if (event.event === 'sync') return undefined;
    const { rev, event: operation, collection, rkey } = event;
    const commit = { rev, operation, collection, rkey };
    if (operation !== 'delete') {
        commit.record = lexToJson(event.record);
        commit.cid = event.cid.toString();
    }
    return { did, kind: 'commit', commit };
}

function serve(socket, log, query) {
    const wanted = query.getAll('wantedCollections');
    const send = (event) => {
        const unwanted =
            event.kind === 'commit' && wanted.length && !wanted.includes(event.commit.collection);
        if (!unwanted) socket.send(JSON.stringify(event));
    };
    const cursor = Number(query.get('cursor'));
    if (cursor) for (const event of log.events) if (event.time_us >= cursor) send(event);
    log.listeners.add(send);
    socket.on('close', () => log.listeners.delete(send));
    socket.on('error', () => {});
}

export async function startJetstream(require, pdsUrl) {
    const { Firehose, MemoryRunner } = require('@atproto/sync');
    const { lexToJson } = require('@atproto/lexicon');
    const { WebSocketServer } = require('ws');
    const log = new Log();
    const firehose = new Firehose({
        service: pdsUrl,
        runner: new MemoryRunner({ startCursor: 0 }),
        unauthenticatedCommits: true,
        excludeIdentity: true, // to tell of a handle it would resolve every one
        handleEvent: async (event) => {
            const said = jetstreamEvent(event, lexToJson);
            if (said) log.add(said);
        },
        onError: (error) => console.error('jetstream:', error.message),
    });
    firehose.start();
    const server = http.createServer();
    const sockets = new WebSocketServer({ server, path: '/subscribe' });
    sockets.on('connection', (socket, request) =>
        serve(socket, log, new URL(request.url, 'http://localhost').searchParams),
    );
    await new Promise((done) => server.listen({ port: 0 }, done));
    const cut = () => {
        for (const socket of sockets.clients) socket.terminate();
    };
    return {
        url: `ws://127.0.0.1:${server.address().port}/subscribe`,
        cut,
        close: async () => {
            cut();
            await firehose.destroy();
            await new Promise((done) => server.close(done));
        },
    };
}
