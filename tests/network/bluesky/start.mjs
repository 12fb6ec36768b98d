// The real Bluesky servers on loopback, for tests/network: a PLC directory, a PDS, and the AppView
// over PostgreSQL, a Jetstream over the PDS's firehose, and a small proxy before the PDS that a test
// can take down. Says where they are in one line of JSON and ends when its standard input closes. `./setup` must have run once.
//
// HEED_TEST_POSTGRES: the AppView's database, a postgres:// url; a schema of ours is made in it.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { startJetstream } from './jetstream.mjs';

const here = import.meta.dirname;
const appPasswordName = 'heed';

// The servers would bind every interface of the machine.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
    if (typeof args[0] === 'number') {
        const callback = args.find((arg) => typeof arg === 'function');
        return listen.call(this, { port: args[0], host: '127.0.0.1' }, callback);
    }
    if (args[0] && typeof args[0] === 'object') args[0] = { ...args[0], host: '127.0.0.1' };
    return listen.apply(this, args);
};

function installedFolder() {
    const lock = readFileSync(path.join(here, 'package-lock.json'));
    const hash = createHash('sha256').update(lock).digest('hex').slice(0, 16);
    const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
    return path.join(cache, 'heed/bluesky-network', `${hash}-abi${process.versions.modules}`);
}

const data = mkdtempSync(path.join(os.tmpdir(), 'heed-bluesky-'));
process.on('exit', () => rmSync(data, { recursive: true, force: true }));
process.env.TMPDIR = data; // the PDS keeps its repositories and blobs under it
process.env.LOG_ENABLED ??= 'false';
const require = createRequire(path.join(installedFolder(), 'package.json'));
const { TestBsky, TestPds, TestPlc, mockNetworkUtilities } = require('@atproto/dev-env');
// Letters only is what the AppView takes; the random ones keep two runs on one database apart.
const letters = [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
const schema = `heed_bluesky_${letters}`;

async function freePort() {
    const probe = net.createServer();
    await new Promise((done) => probe.listen({ port: 0 }, done));
    const { port } = probe.address();
    await new Promise((done) => probe.close(done));
    return port;
}

async function dropSchema(url) {
    const { Client } = require('pg');
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
}

// Stands between the desk and the PDS. `down` refuses connections, as a dead machine does; `mute`
// lets a request through and cuts the line at the first word of the answer, which is the moment at
// which a careless sender says everything twice.
class Proxy {
    constructor(targetPort) {
        this.targetPort = targetPort;
        this.sockets = new Set();
        this.mode = 'down';
    }

    async set(mode) {
        if (mode !== 'up') for (const socket of this.sockets) socket.destroy();
        if (mode === 'down' && this.server) {
            await new Promise((done) => this.server.close(done));
            this.server = undefined;
        }
        this.mode = mode;
        if (mode !== 'down' && !this.server) await this.open();
    }

    async open() {
        this.server = net.createServer((client) => this.join(client));
        await new Promise((done) => this.server.listen({ port: this.port ?? 0 }, done));
        this.port = this.server.address().port;
    }

    join(client) {
        const upstream = net.connect(this.targetPort, '127.0.0.1');
        for (const socket of [client, upstream]) {
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
            socket.on('error', () => {});
        }
        client.pipe(upstream);
        if (this.mode === 'mute') {
            upstream.once('data', () => client.destroy());
        } else {
            upstream.pipe(client);
        }
        client.on('close', () => upstream.destroy());
        upstream.on('close', () => client.destroy());
    }
}

async function xrpc(base, method, body, token) {
    const answer = await fetch(`${base}/xrpc/${method}`, {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
}

async function createAccount(pdsUrl, { handle }) {
    const password = randomBytes(12).toString('hex');
    const email = `${handle}@mail.test`;
    const made = await xrpc(pdsUrl, 'com.atproto.server.createAccount', { email, handle, password });
    const { password: appPassword } = await xrpc(
        pdsUrl,
        'com.atproto.server.createAppPassword',
        { name: appPasswordName },
        made.accessJwt,
    );
    return { did: made.did, handle: made.handle, token: made.accessJwt, appPassword };
}

// Returns when everything that the PDS has written stands in the AppView.
async function settle(pds, bsky) {
    await pds.processAll();
    const last = await pds.ctx.sequencer.curr();
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
        await bsky.sub.processAll();
        if (!last || ((await bsky.sub.runner.getCursor()) ?? 0) >= last) return {};
        await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error('the AppView did not catch up');
}

async function readBody(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    return text ? JSON.parse(text) : {};
}

function serveControl(routes) {
    const server = http.createServer(async (request, response) => {
        try {
            const route = routes[request.url];
            if (!route) throw new Error(`no such control: ${request.url}`);
            const body = JSON.stringify((await route(await readBody(request))) ?? {});
            response.writeHead(200, { 'content-type': 'application/json' }).end(body);
        } catch (error) {
            response.writeHead(500).end(String(error));
        }
    });
    return new Promise((done) => server.listen(0, () => done(server.address().port)));
}

const postgres = process.env.HEED_TEST_POSTGRES;
if (!postgres) throw new Error('HEED_TEST_POSTGRES must name a database for the AppView');

const plc = await TestPlc.create({});
const pdsPort = await freePort();
const bsky = await TestBsky.create({
    plcUrl: plc.url,
    pdsPort,
    repoProvider: `ws://localhost:${pdsPort}`,
    dbPostgresUrl: postgres,
    dbPostgresSchema: schema,
});
const pds = await TestPds.create({
    port: pdsPort,
    didPlcUrl: plc.url,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: bsky.ctx.cfg.serverDid,
});
mockNetworkUtilities(pds, bsky);
const jetstream = await startJetstream(require, `ws://localhost:${pdsPort}`);
const proxy = new Proxy(pdsPort);
await proxy.set('up');

const controlPort = await serveControl({
    '/account': (body) => createAccount(pds.url, body),
    '/down': () => proxy.set('down'),
    '/mute': () => proxy.set('mute'),
    '/up': () => proxy.set('up'),
    '/settle': () => settle(pds, bsky),
    '/cut-jetstream': () => jetstream.cut(),
});

let ending = false;
async function end() {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 10_000).unref(); // a server that will not close
    await proxy.set('down');
    await jetstream.close();
    await pds.close();
    await bsky.close();
    await plc.close();
    await dropSchema(postgres);
    process.exit(0);
}
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.stdin.on('end', end).on('close', end).resume();

console.log(
    JSON.stringify({
        pds: `http://127.0.0.1:${pdsPort}`,
        proxied: `http://127.0.0.1:${proxy.port}`,
        appview: `http://127.0.0.1:${bsky.port}`,
        jetstream: jetstream.url,
        plc: plc.url.replace('localhost', '127.0.0.1'),
        control: `http://127.0.0.1:${controlPort}`,
    }),
);
