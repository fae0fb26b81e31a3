// Starts the Firebase Auth emulator: node emulator.js HOST PORT PROJECT. Prints "listening" when it does.
// The command line of firebase-tools is not used, because it looks for updates, accounts and Java first.
"use strict";

const net = require("node:net");
const { AuthEmulator } = require("firebase-tools/lib/emulator/auth");

const [host, port, projectId] = process.argv.slice(2);

function untilListening() {
  const socket = net.connect(Number(port), host);
  socket.on("connect", () => {
    socket.destroy();
    console.log("listening");
  });
  socket.on("error", () => setTimeout(untilListening, 50));
}

new AuthEmulator({ projectId, host, port: Number(port) }).start().then(untilListening);
