#!/usr/bin/env bash
# Installs the real clients of versions.json from their registries into .cache/clients, those whose toolchain is
# here; what is there already is kept. Says what it leaves out: those are then skipped by the tests.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
readonly CACHE=$PWD/../../.cache/clients

# With `--newest`, the last release of each list alone.
readonly FROM=$([[ ${1-} == --newest ]] && echo -1 || echo 0)
versions() { node -p "require('./versions.json')['$1'].slice($FROM).join('\n')"; }

# install TITLE PLACE COMMAND…: runs COMMAND with PLACE's unfinished self, and keeps it when that went well.
install() {
  local title=$1 place=$CACHE/$2
  shift 2
  if [[ -e $place ]]; then return; fi
  rm -rf "$place.part" && mkdir -p "$(dirname "$place")"
  if "$@" "$place.part" && mv "$place.part" "$place"; then
    echo "$title: installed"
  else
    echo "$title: left out, it cannot be installed"
  fi
}

# pip warns of other packages on the machine; that is shown only when it fails.
python_sdk() {
  local said
  said=$(python3 -m pip install --disable-pip-version-check --target "$2" \
    --constraint drivers/python/constraints.txt "anthropic==$1" 2>&1) || {
    echo "$said"
    return 1
  }
}

go_driver() { go build -C drivers/go -o "$1" .; }

java_sdk() {
  mvn --quiet --file drivers/java/pom.xml "-Danthropic.version=$1" \
    dependency:copy-dependencies "-DoutputDirectory=$2"
}

typescript_sdk() {
  mkdir -p "$2" && npm install --prefix "$2" --no-audit --no-fund --silent "@anthropic-ai/sdk@$1"
}

for version in $(versions typescript-sdk); do
  install "typescript-sdk@$version" "typescript-sdk/$version" typescript_sdk "$version"
done

if command -v python3 >/dev/null && python3 -m pip --version >/dev/null 2>&1; then
  for version in $(versions python-sdk); do
    install "python-sdk@$version" "python-sdk/$version" python_sdk "$version"
  done
else
  echo 'python-sdk: left out, there is no python3 with pip'
fi

if command -v go >/dev/null; then
  # The driver is built anew when anything of it changes.
  readonly DRIVER=$(cat drivers/go/*.go drivers/go/go.* | sha256sum | cut -c1-12)
  install go-sdk "go-sdk/driver-$DRIVER" go_driver
  ln -sfn "driver-$DRIVER" "$CACHE/go-sdk/driver"
else
  echo 'go-sdk: left out, there is no go'
fi

if command -v javac >/dev/null && command -v mvn >/dev/null; then
  for version in $(versions java-sdk); do
    install "java-sdk@$version" "java-sdk/$version" java_sdk "$version"
  done
else
  echo 'java-sdk: left out, there is no JDK with mvn'
fi
exit 0
